#pragma once

#include <string>
#include <vector>

#include "generator/model/schema.hpp"
#include "runtime/src/structure.hpp"

struct sqlite3;

namespace varve::compiler::sqlite {

/// A database as a schema, and what of it the schema does not say.
struct Lifted {
    /// SQL in it stands as it was written, line breaks and comments included. Without settings.
    Schema schema;
    std::vector<std::string>
        left_out;  ///< "table `t`: the name of a column is empty", for people; such an object is unmanaged
};

/// Reads the SQL of a structure back into values. Declared types become the type that stores the same; words
/// other than its own are kept as `sqltype`. Constraints without a name stay without. The comments of a
/// statement become docs. Tables stand in the order of the objects.
Lifted lift(const detail::Structure& structure);

/// An open database, lifted from the SQL that its sqlite_schema holds, in the order in which it was made.
/// Throws Error when it cannot be read.
Lifted lift(sqlite3* db);

}  // namespace varve::compiler::sqlite
