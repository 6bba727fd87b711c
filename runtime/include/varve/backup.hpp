#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <varve/chain.hpp>
#include <varve/connection.hpp>
#include <varve/migrate.hpp>

namespace varve {

/// What a backup holds.
struct BackupReport {
    std::string path;
    std::int64_t bytes = 0;
    std::int64_t tables = 0;
    std::int64_t rows = 0;  ///< of all tables
};

struct BackupOptions {
    std::string path = {};  ///< of the file that is made; empty: beside the database, `<db>.<utc time>-<id>.backup`
    void (*progress)(void* context, std::string_view line) = nullptr;  ///< for people
    void* progress_context = nullptr;                                  ///< of these three
    /// Called some ten times a second while pages are copied, on this thread; must not throw.
    void (*watch)(void* context, const Progress& progress) = nullptr;
    /// Asked on this thread between pages and while SQL runs, some thousand times a second; must not throw. True ends
    /// the call with Error(interrupted): the database is as it was, and nothing of the copy is left.
    bool (*cancel)(void* context) = nullptr;
};

/// Copies the database as it stands (SQLite's backup API, from a connection of its own; others may read and, in WAL
/// mode, write meanwhile) into a new file of mode 0600, a single one in rollback-journal mode. It has its name only
/// when `PRAGMA quick_check` and the row counts of all tables have been compared and it is on the disk: until then
/// it ends in `.part`, and a killed process leaves nothing else. Never overwrites.
///
/// The connection must have no write of its own under way but may hold the write lock. Throws Error: `refused` when
/// the file is there already or the room is clearly missing, `misuse` for a database in memory, `io`, `busy`,
/// `interrupted`.
BackupReport make_backup(const Connection& connection, const BackupOptions& options = {});

struct RestoreOptions {
    bool force = false;  ///< also a backup of another chain, and over a database of which no sound backup can be made
    void (*progress)(void* context, std::string_view line) = nullptr;
    void* progress_context = nullptr;  ///< of these three
    void (*watch)(void* context, const Progress& progress) = nullptr;  ///< as BackupOptions has it, and so is the next
    bool (*cancel)(void* context) = nullptr;  ///< no longer asked once the database is written over
};

struct RestoreReport {
    std::string kept;  ///< the backup of what stood there before; "" where nothing did
    std::int64_t rows = 0;
};

/// Makes the database at `options.path` what the backup is. The backup is verified first, and refused unless it
/// stands in `chain`. A database that is there is backed up and then written over in one transaction: a process that
/// is killed leaves it as it was, other processes wait and then see the new one. Where there is none, the file gets
/// its name when it is whole.
///
/// No other connection of this process may be in a transaction on it. Throws MigrationError, and Error as
/// make_backup() does; nothing was changed then.
RestoreReport restore_backup(const ConnectionOptions& database, const std::string& backup, const Chain& chain,
                             const RestoreOptions& options = {});

/// Empties the database and makes it anew at `target` (a digest; empty for the chain's head; `base` for an empty
/// file), as restore_backup() would: with a backup of what stood there, in one transaction.
RestoreReport reset_database(const ConnectionOptions& database, const Chain& chain, std::string_view target = {},
                             const RestoreOptions& options = {});

}  // namespace varve
