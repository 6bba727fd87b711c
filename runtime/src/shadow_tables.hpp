#pragma once

#include <vector>

#include "runtime/src/structure.hpp"

namespace varve::detail {

/// Takes out the tables that virtual tables keep their data in, with their indexes: the module makes and
/// drops them. They are known by their names, so that neither the linked SQLite nor what is registered makes
/// a difference: `docs_data` for a module of SQLite's own that has such a table, and everything in `docs_…`
/// for a module that is not SQLite's. The SQL must be in the normal form of structures.
void remove_shadow_tables(std::vector<StructureObject>& objects);

}  // namespace varve::detail
