#pragma once

#include <cstdint>
#include <map>
#include <string>

struct sqlite3;

namespace varve::detail {

/// How many rows each table holds that keeps rows of its own, by name: virtual tables keep theirs in others.
using RowCounts = std::map<std::string, std::int64_t>;

RowCounts count_all_rows(sqlite3* db);
std::int64_t total(const RowCounts& counts);

/// The first thing that `PRAGMA quick_check` finds; "" for a sound database. CHECK constraints are left out:
/// a row that breaks one may have been there for long, and damages nothing.
std::string find_damage(sqlite3* db);

/// What is not the same in a copy, in words; "" where nothing is.
std::string find_difference(const RowCounts& original, const RowCounts& copy);

}  // namespace varve::detail
