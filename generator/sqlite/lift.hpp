#pragma once

#include <string>
#include <vector>

#include "generator/model/schema.hpp"
#include "runtime/src/structure.hpp"

struct sqlite3;

namespace varve::compiler::sqlite {

/// A database as a schema, and what of it the schema does not say.
struct Lifted {
    Schema schema;
    std::vector<std::string>
        left_out;  ///< "virtual table `posts_fts`", "ON CONFLICT in table `t`", for people
};

/// Reads the SQL of a structure back into values. Declared types that are a type's own storage become that
/// type; others are kept as `sqltype`. Constraints without a name stay without.
Lifted lift(const detail::Structure& structure);

/// The structure of an open database, lifted. Throws Error when it cannot be read.
Lifted lift(sqlite3* db);

}  // namespace varve::compiler::sqlite
