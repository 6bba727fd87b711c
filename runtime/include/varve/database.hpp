#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <varve/chain.hpp>
#include <varve/connection.hpp>
#include <varve/migrate.hpp>
#include <varve/transaction.hpp>

namespace varve {

/// How a database is opened: the connection's options, and what to do when its chain has moved on.
struct DatabaseOptions {
    std::string path = {};   ///< a path, never a URI; ":memory:" for a private in-memory database
    bool read_only = false;  ///< never migrates: refuses a database that is not at head, or newer and readable
    bool create = true;      ///< a missing file is made, unless another one's log stands there: Error(refused)
    JournalMode journal_mode = JournalMode::wal;  ///< set once the database is at head; a refusal leaves it
    Synchronous synchronous = Synchronous::full;
    std::int64_t busy_deadline_ms =
        5000;              ///< how long another process, or another thread of this one, is waited for
    std::string key = {};  ///< for SQLite builds with encryption
    Policy behind = Policy::migrate;  ///< a database that is behind: migrate it, or refuse
    unsigned readers = 4;             ///< most connections that read at once; 0: reads share the writer's
    void (*progress)(void* context, std::string_view line) = nullptr;  ///< one line a revision that is run
    void* progress_context = nullptr;
    Backup backup = Backup::never;  ///< of a database that is to be migrated: as in MigrateOptions
    std::size_t keep_backups = 0;   ///< as in MigrateOptions
    void (*watch)(void* context, const Progress& progress) = nullptr;  ///< as in MigrateOptions, and so is this:
    bool (*cancel)(void* context) = nullptr;
    /// Called once with every connection that varve opens for the application, before anything is read from
    /// it: the place for sqlite3_create_collation_v2, sqlite3_create_function_v2, sqlite3_create_module_v2 and
    /// FTS tokenizers. A function that checks, generated columns, indexes, views or triggers call must be
    /// registered with SQLITE_INNOCUOUS, since the schema is not trusted.
    ///
    /// Threads: readers are opened by the threads that read, at any time and at once, so the context must
    /// stand as long as the database and bear that. Errors: what it throws leaves the call that opened the
    /// connection, which is closed. SQL that came out of a database file (taking drafts back) may not call
    /// what it registers.
    void (*configure)(void* context, sqlite3* connection) = nullptr;
    void* configure_context = nullptr;
    TakeBack take_back = TakeBack::refuse;  ///< what to do with a database that is ahead of this program
};

namespace detail {

/// The connections of one open database: one that writes, and readers that are opened as they are needed.
class Pool {
public:
    Pool(const DatabaseOptions& options, const Chain& chain, SlotTexts texts);
    Pool(Pool&& other) noexcept : state_(std::exchange(other.state_, nullptr)) {}
    Pool& operator=(Pool&& other) noexcept {
        std::swap(state_, other.state_);
        return *this;
    }
    ~Pool();

    Session& lease_writer();
    Session& lease_reader();
    void give_back(Session& session) noexcept;
    bool read_only() const noexcept;

    /// Inside a write transaction whose schema has changed since the last one: throws MigrationError
    /// (`superseded`) unless the database is still at the chain's head, or only at newer revisions that are
    /// marked `compatible readers`. Nobody can migrate it before the transaction's end.
    void refuse_if_superseded(Session& session) const;
    Connection& writer_connection() noexcept;

private:
    struct State;
    Session& lease_first();
    State* state_;
};

}  // namespace detail

/// What every generated `Database` is besides its typed transactions: owns the connections, closes them at
/// its end. Movable while no transaction is open.
///
/// Threads: any number may call it. One writes at a time, the others wait until `busy_deadline_ms`; each
/// reading thread has a connection of its own. A transaction nested in a write of the same thread throws
/// `misuse`. After another process has taken the database to another revision every write throws
/// MigrationError (`superseded`) before it does anything.
class DatabaseBase {
public:
    /// The writing connection, for what varve has no word for. Use it between transactions, from one thread.
    sqlite3* native_handle() noexcept { return pool_.writer_connection().native_handle(); }
    Connection& connection() noexcept { return pool_.writer_connection(); }

    /// Whether it can only be read: `read_only` was asked for, or a newer program brought the database to
    /// revisions that are all marked `--@ compatible readers`, and what this program reads is all there. A write
    /// throws Error(read_only) then, before it begins.
    bool read_only() const noexcept { return pool_.read_only(); }

protected:
    DatabaseBase(const DatabaseOptions& options, const Chain& chain, detail::SlotTexts texts)
        : pool_(options, chain, texts) {}
    detail::Pool pool_;
};

}  // namespace varve
