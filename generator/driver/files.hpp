#pragma once

#include <cstddef>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace varve::compiler {

/// The one place that touches the disk. Every failure throws FileError with the path and the system's reason.
class FileError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

std::string read_file(const std::filesystem::path& path);

/// At most the first `most` bytes, so that whoever knows a limit need not read beyond it.
std::string read_file_begin(const std::filesystem::path& path, std::size_t most);

/// The file appears whole or not at all: written beside its place, synced, renamed. A signal waits until the
/// writers of this header are done.
void write_file(const std::filesystem::path& path, std::string_view text);

/// As write_file for what can be made again: whole or not at all for other processes, but not synced, so that
/// a machine that goes down may leave anything.
void write_unsynced(const std::filesystem::path& path, std::string_view text);

/// As write_file, but an equal file is left alone, so that nothing that depends on it is made anew. Returns
/// whether it wrote.
bool write_if_changed(const std::filesystem::path& path, std::string_view text);

/// A directory with these files (name or path below it, text) appears whole or not at all. It must not exist.
void write_directory(const std::filesystem::path& path,
                     const std::vector<std::pair<std::string, std::string>>& files);

/// Removes what writers that were killed left beside the files of a directory; what a living one writes
/// stays.
void remove_leftovers(const std::filesystem::path& directory);

/// Names of the entries that do not begin with a dot, sorted bytewise; empty when the directory is not there.
std::vector<std::string> list_directory(const std::filesystem::path& path);

}  // namespace varve::compiler
