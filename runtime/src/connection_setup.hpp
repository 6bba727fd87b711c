#pragma once

#include <cstddef>
#include <string>

#include <varve/connection.hpp>

namespace varve::detail {

/// Opens `options.path` as a path, whatever it looks like. On failure `*handle` is null again and Error is
/// thrown.
void open_file(sqlite3** handle, const ConnectionOptions& options);

/// The settings of every connection of varve, each read back where SQLite may ignore it silently.
void configure(sqlite3* db, const ConnectionOptions& options);

/// Whether set_journal_mode() has nothing to do.
bool has_journal_mode(sqlite3* db, const ConnectionOptions& options);

/// Puts the file into the journal mode, waiting for others until the deadline: the switch needs the file
/// alone, and SQLite's busy timeout does not cover it (measured: 1 of 640 racing starters failed).
void set_journal_mode(sqlite3* db, const ConnectionOptions& options);

/// SQLite before 3.44 lets no trigger write FTS5 or rtree tables unless the schema is trusted.
bool search_needs_trust() noexcept;

/// Trusts the schema where the database holds such tables, or calls JSON functions, and this SQLite needs it;
/// else leaves the setting alone.
void trust_search_tables(sqlite3* db);

/// What SQLite's busy timeout takes.
int busy_timeout_of(std::int64_t deadline_ms);

/// "cannot run SQL at byte 17", where SQLite knows; `begin` is where the failing statement begins.
std::string place_of_error(sqlite3* db, std::ptrdiff_t begin);

}  // namespace varve::detail
