#pragma once

#include <varve/chain.hpp>

struct sqlite3;

namespace varve::detail {

/// Whether the build baked what a new database is made of at once, and this one takes it as it was read: its
/// text is UTF-8.
bool has_baked_head(sqlite3* db, const Chain& chain);

/// Makes the objects of the chain's head and the rows that the chain itself inserts, inside the caller's
/// write transaction: no triggers stand while rows are put in. Throws Error, and StepFailure when SQLite does
/// not keep the objects as the build did; the caller rolls back.
void make_baked_head(sqlite3* db, const Chain& chain);

}  // namespace varve::detail
