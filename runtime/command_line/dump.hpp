#pragma once

#include "runtime/command_line/dump_rows.hpp"

namespace varve::detail {

enum class DumpContent { all, schema, data };

/// Writes the database as SQL for the sqlite3 shell, in one order whatever its history: tables by name, rows
/// by key, indexes and triggers in the order in which they act. `schema` is everything but rows, with the
/// ledger's; `data` is the rows alone, for a database at the same revision that holds none. The caller sees
/// to it that all reads see one state. Throws CommandError for what SQL cannot say.
void dump(sqlite3* db, DumpContent content, const DumpSink& sink);

/// The rows of every table but the ledger's, virtual ones included.
void dump_rows(sqlite3* db, const DumpSink& sink);

}  // namespace varve::detail
