#pragma once

#include <set>
#include <string>
#include <vector>

struct sqlite3;

namespace varve::compiler::testing {

/// All that SQLite itself tells of a database's objects (table_list, table_xinfo, foreign_key_list,
/// index_list, index_xinfo) and their SQL in normal form, one fact a line, sorted. Automatic indexes have no
/// name, foreign keys no number, and comments in a declared type count for nothing, as letters of a parent.
/// The objects named in `but` are left out.
std::vector<std::string> picture_of(sqlite3* db, const std::set<std::string>& but = {});

/// "- fact" for what only the first has, "+ fact" for what only the second has.
std::vector<std::string> difference(const std::vector<std::string>& first,
                                    const std::vector<std::string>& second);

}  // namespace varve::compiler::testing
