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
///
/// `computed` are the folded names of columns that somebody computes with: values of the others go to the
/// ends of their types (the largest integer, -0.0, text with a NUL in it). Null: all may be computed with.
std::vector<Unpopulated> populate(sqlite3* db, const Schema& schema,
                                  const std::set<std::string>& leave_alone = {},
                                  const std::set<std::string>* computed = nullptr);

}  // namespace varve::compiler
