#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "generator/history/lock.hpp"

namespace varve::compiler {

/// A revision directory that takes the place of another.
struct MovedDirectory {
    std::string old_directory;
    std::string old_digest;
    std::string directory;
    std::string digest;
    std::vector<std::pair<std::string, std::string>> files;  ///< name, text
};

/// Writes the new directories, then the lock, then removes the old ones. Killed at any moment, it leaves the
/// old chain or the new one with directories of the other beside it, and a note that end_rebase() reads.
void write_rebase(const std::filesystem::path& chain, const std::vector<MovedDirectory>& moved,
                  const Lock& lock);

/// Ends what a killed write_rebase() left, whichever of the two chains the lock speaks of.
void end_rebase(const std::filesystem::path& chain);

/// Whether one was killed there.
bool is_amid_rebase(const std::filesystem::path& chain);

}  // namespace varve::compiler
