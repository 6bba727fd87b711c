#pragma once

#include "generator/model/schema.hpp"

namespace varve::compiler {

/// The oldest SQLite, as a SQLITE_VERSION_NUMBER and not below `lowest`, that has whatever the schema's SQL
/// uses. What the schema requires of the application needs no SQLite.
int needed_floor(const Schema& schema, int lowest);

}  // namespace varve::compiler
