#pragma once

#include <varve/chain.hpp>

struct sqlite3;

/// Migrations in hand-written C against SQLite, one transaction a revision, and the same rows in the ledger.
/// What varve's own are held against.
namespace bench::raw {

/// The settings that varve migrates with.
void configure(sqlite3* db);

/// Every revision of the chain from the first on, on an empty database.
void upgrade(sqlite3* db, const varve::Chain& chain);

/// The 12 steps of SQLite's manual for the last revision, on a database at the one before.
void move_note(sqlite3* db, const varve::Chain& chain);
void add_check(sqlite3* db, const varve::Chain& chain);

}  // namespace bench::raw
