#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "generator/history/lock.hpp"

namespace varve::compiler {

/// The number that the next frozen directory of a chain gets.
std::string next_number(const std::filesystem::path& chain);

/// What becomes of a draft: those of its files that are there, under a stamp.
struct Sealed {
    std::string draft;
    std::string directory;
    std::string digest;
    std::vector<std::string> files;
};

/// The lock is written after the directory it speaks of and before the draft goes: whatever happens in
/// between, nothing is lost and the next run says what it finds. Throws FileError; where the lock could not be
/// written the directory is gone again.
void seal(const std::filesystem::path& chain, const Sealed& sealed, const Lock& lock);

}  // namespace varve::compiler
