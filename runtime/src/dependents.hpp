#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "runtime/src/structure_image.hpp"

struct sqlite3;

namespace varve::detail {

/// Views and triggers that do not compile: what they are, as "view `v`", and what SQLite says. ALTER TABLE
/// checks some of them, a rename in legacy mode none, and a broken one fails only when it is used.
std::map<std::string, std::string> broken_dependents(sqlite3* db);

/// Throws StepFailure when one is broken now that was not `before`. With the names (folded) of all that a
/// step touched only those are compiled that name one of them, directly or through views. An image that was
/// read since spares a look at the database.
void check_dependents(sqlite3* db, const std::map<std::string, std::string>& before,
                      const std::set<std::string>* touched = nullptr, const StructureImage* image = nullptr);

/// What is added to "error in view v: …" where one of the `broken` is to blame: the way out. "" for every
/// other reason.
std::string mending_hint(std::string_view why, const std::map<std::string, std::string>& broken);

/// The tables (folded names), and those whose foreign keys name one of them.
std::set<std::string> with_children(sqlite3* db, const std::set<std::string>& tables);

/// How many rows of a table name rows of another that are not there.
using Orphans = std::map<std::pair<std::string, std::string>, std::int64_t>;

/// The orphans of the tables (folded names) and of their children. An image of the structure as it stands
/// spares the search for them.
Orphans find_orphans(sqlite3* db, const std::set<std::string>& tables, const StructureImage* image = nullptr);

/// Throws OrphanFailure when there are more of them than `before`.
void check_foreign_keys(sqlite3* db, const std::set<std::string>& tables, const Orphans& before,
                        const StructureImage* image = nullptr);

}  // namespace varve::detail
