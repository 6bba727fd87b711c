#pragma once

#include <filesystem>
#include <string>

namespace varve::detail {

/// Where SQLite keeps the journal of the file; "." for a bare name.
std::filesystem::path directory_of(const std::string& path);

/// Asks the system; never opens anything (closing a second descriptor of a database would drop SQLite's
/// locks).
bool can_write(const std::filesystem::path& path);

}  // namespace varve::detail
