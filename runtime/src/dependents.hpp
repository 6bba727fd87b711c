#pragma once

#include <map>
#include <set>
#include <string>

struct sqlite3;

namespace varve::detail {

/// Views and triggers that do not compile: what they are, as "view `v`", and what SQLite says. ALTER TABLE
/// checks some of them, a rename in legacy mode none, and a broken one fails only when it is used.
std::map<std::string, std::string> broken_dependents(sqlite3* db);

/// Throws StepFailure when one is broken now that was not `before`.
void check_dependents(sqlite3* db, const std::map<std::string, std::string>& before);

/// Throws StepFailure when a row of one of the tables (folded names), or of a child of theirs, names a row
/// that is not there.
void check_foreign_keys(sqlite3* db, const std::set<std::string>& tables);

}  // namespace varve::detail
