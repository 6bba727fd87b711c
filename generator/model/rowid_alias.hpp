#pragma once

#include "generator/model/schema.hpp"

namespace varve::compiler {

/// The column that SQLite makes another name of the rowid; null where there is none.
const Column* rowid_alias(const Schema& schema, const Table& table);

}  // namespace varve::compiler
