#pragma once

#include <set>
#include <string>
#include <vector>

#include "generator/model/schema.hpp"

struct sqlite3;

namespace varve::compiler {

/// A table that stayed empty, and SQLite's last word about a row for it.
struct Unpopulated {
    std::string table;
    std::string reason;
};

/// Fills every table but those to be left alone with a handful of rows that the schema allows: boundary
/// values, NULLs, defaults, gaps in ids, references that resolve. The same schema gives the same rows. No
/// transaction may be open. Throws Error when the database is not the schema's.
std::vector<Unpopulated> populate(sqlite3* db, const Schema& schema,
                                  const std::set<std::string>& leave_alone = {});

}  // namespace varve::compiler
