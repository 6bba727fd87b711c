#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <varve/preflight.hpp>

struct sqlite3;

namespace varve::detail {

/// Whether a normalised script rebuilds a table.
bool rebuilds(std::string_view script);

/// Free bytes where the file lives; nothing where the system does not say.
std::optional<std::int64_t> free_bytes(const std::string& file);

/// The file behind a connection; "" for one in memory.
std::string file_of(sqlite3* db);

/// The bytes that a script's rebuilds write beside what stands: each table with its indexes, and what the
/// journal keeps of the old ones. 0 where it rebuilds none. Measured only where `free` might not do. Reads
/// only.
std::int64_t bytes_needed(sqlite3* db, std::string_view script, std::int64_t free);

/// What is missing for the script, if something clearly is.
std::optional<DiskNeed> disk_problem(sqlite3* db, const std::string& revision, std::string_view script,
                                     std::int64_t free);

/// "1,048,576"
std::string grouped(std::int64_t number);

/// "its rebuilds need 1,048,576 bytes, and 4,096 bytes are free"
std::string describe(const DiskNeed& need);

}  // namespace varve::detail
