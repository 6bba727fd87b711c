#pragma once

#include <string>

#include <varve/connection.hpp>

struct sqlite3;

namespace varve::detail {

/// Throws Error for a file that could not be opened or read at first: what the cause is, where SQLite's own
/// message names another or none, and the way out. `code` is SQLite's extended one.
[[noreturn]] void throw_cannot_open(sqlite3* db, int code, const ConnectionOptions& options);

/// Throws Error for a file that SQLite opened for reading alone where it was to be written.
[[noreturn]] void throw_cannot_write(const std::string& path);

/// The right to read the file, what stands beside it, or the way to them that this user lacks, and the way
/// out: "it cannot be read: Permission denied (EACCES); …". "" where none is lacking.
std::string lacking_right(const std::string& path);

/// Throws Error(io) where a directory on the way to the file may not be searched: whether there is one is
/// not known then.
void require_way_to(const std::string& path);

/// Throws Error(refused) where a log stands whose database is gone: what it holds would go with a new one.
void refuse_left_over(const std::string& path);

}  // namespace varve::detail
