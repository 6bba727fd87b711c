#pragma once

#include <set>
#include <string>
#include <utility>

#include "runtime/src/foreign.hpp"

struct sqlite3;

namespace varve::detail {

/// Foreign keys by the table that has them and what they name: a table, or a table's column.
using References = std::set<std::pair<std::string, std::string>>;

/// Those that name a table or a column which is not there, as each is spelled: "users", "users.code".
References dangling_references(sqlite3* db);

/// Throws StepFailure when a table that is not varve's has one now that was not there `before`: SQLite drops
/// a table that others refer to without a word, and refuses their next write.
void check_references(sqlite3* db, const ForeignObjects& foreign, const References& before);

}  // namespace varve::detail
