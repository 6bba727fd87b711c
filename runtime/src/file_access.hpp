#pragma once

#include <filesystem>
#include <string>

namespace varve::detail {

/// Where SQLite keeps the journal of the file; "." for a bare name.
std::filesystem::path directory_of(const std::string& path);

enum class Right { read, write, search };

/// 0 where this user has the right, else what the system says: EACCES, EROFS, ENOENT … Asks the system; never
/// opens anything (closing a second descriptor of a database would drop SQLite's locks).
int refusal_of(const std::filesystem::path& path, Right right);

bool can_write(const std::filesystem::path& path);

/// "Permission denied (EACCES)"
std::string words_of_system(int error);

/// The first directory on the way to the path that this user may not search; empty where there is none.
std::filesystem::path shut_directory(const std::string& path);

}  // namespace varve::detail
