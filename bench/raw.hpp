#pragma once

#include <cstdint>

struct sqlite3;

/// The workloads in hand-written C against SQLite: cached statements, static binds, columns looked at in
/// place. What the generated accessors are held against. Each returns a sum, so that nothing is optimised
/// away.
namespace bench::raw {

void insert(sqlite3* db, std::int64_t rows);                 ///< W1: in one transaction
void insert_alone(sqlite3* db, std::int64_t rows);           ///< W6: a transaction each
std::int64_t find(sqlite3* db, std::int64_t rows);           ///< W2: a transaction each
std::int64_t find_together(sqlite3* db, std::int64_t rows);  ///< W2t: in one read transaction
std::int64_t scan(sqlite3* db, std::int64_t rows);           ///< W3
std::int64_t update(sqlite3* db, std::int64_t rows);         ///< W4: in one transaction
std::int64_t find_email(sqlite3* db, std::int64_t rows);     ///< W5: in one read transaction

}  // namespace bench::raw
