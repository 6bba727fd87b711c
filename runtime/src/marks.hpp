#pragma once

#include <cstdint>
#include <map>
#include <string>

struct sqlite3;

namespace varve::detail {

/// AUTOINCREMENT's marks, the highest id that each table ever gave out, by the table's folded name.
std::map<std::string, std::int64_t> read_marks(sqlite3* db);

/// Writes one anew, whatever rows the table of marks has for it.
void write_mark(sqlite3* db, const std::string& table, std::int64_t mark);

}  // namespace varve::detail
