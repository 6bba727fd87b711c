#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace varve::compiler {

/// A file as it stands at a git ref, and where that is, written as git writes it
/// (`origin/main:./chain.lock`); nothing when the ref has no such file. Throws FileError for what is no
/// repository and for a ref that is not in it: a shallow clone is no reason to skip a check.
struct FileAtRef {
    std::string place;
    std::string text;
};
std::optional<FileAtRef> file_at_ref(const std::filesystem::path& file, const std::string& ref);

/// The zeros with which git's hooks and CI services name the commit before the first.
bool is_no_commit(std::string_view ref);

}  // namespace varve::compiler
