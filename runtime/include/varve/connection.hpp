#pragma once

#include <cstdint>
#include <string>
#include <string_view>

struct sqlite3;

namespace varve {

/// `keep`: as the file is; a file that is made has a rollback journal.
enum class JournalMode { wal, rollback, keep };
enum class Synchronous { normal, full, extra };

/// How a connection is opened. The defaults are what an application wants: durable, strict, no surprises.
struct ConnectionOptions {
    std::string path;  ///< a path, never a URI; ":memory:" for a private in-memory database
    bool read_only = false;
    bool create = true;  ///< a missing file is made, with the mode that SQLite gives it (0644 less umask)
    JournalMode journal_mode = JournalMode::wal;  ///< kept as it is on a read-only connection
    Synchronous synchronous = Synchronous::full;
    std::int64_t busy_deadline_ms = 5000;  ///< how long a lock held by another is waited for
    std::string_view key = {};  ///< for SQLite builds with encryption: given to sqlite3_key first of all
    /// Registers what the schema and the application's queries call beyond SQLite's own: see
    /// DatabaseOptions::configure.
    void (*configure)(void* context, sqlite3* connection) = nullptr;
    void* configure_context = nullptr;
};

/// One SQLite connection: owns the `sqlite3*`, closes it at its end. Movable, not copyable.
///
/// Threads: one thread at a time (opened NOMUTEX). Processes: must not be carried over fork().
/// Sets foreign_keys on, trusted_schema off (on for a database with FTS5 or rtree tables on SQLite
/// before 3.44, which lets no trigger write them otherwise, and for one whose schema calls JSON functions
/// before 3.41, which takes them for unsafe), DEFENSIVE on, double-quoted string literals off.
class Connection {
public:
    /// Opens or makes the file. Throws Error: `not_a_database`, `read_only`, `io`, `busy`, `sqlite`.
    static Connection open(const ConnectionOptions& options);

    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;
    ~Connection();

    /// Runs SQL of any number of statements; rows are dropped. Throws Error with SQLite's message and the
    /// offset.
    void execute(std::string_view sql);

    /// An empty in-memory database on which the same `configure` was called: where varve reads off what a
    /// chain makes. Throws what `configure` throws.
    Connection in_memory_twin() const;

    /// What it was opened with, but for the journal mode, which is to stay as it is: for another connection of
    /// the same kind. Refers to the key that this one keeps.
    ConnectionOptions options() const;

    /// Another connection to the same file, on which nothing was registered or attached: where SQL that came
    /// out of the file runs. Throws Error(misuse) for a database in memory, and as open() does.
    Connection plain_twin() const;

    sqlite3* native_handle() const noexcept { return handle_; }
    const std::string& path() const noexcept { return path_; }
    bool read_only() const noexcept { return read_only_; }
    std::int64_t busy_deadline_ms() const noexcept { return busy_deadline_ms_; }

private:
    Connection() = default;
    sqlite3* handle_ = nullptr;
    std::string path_;
    bool read_only_ = false;
    std::int64_t busy_deadline_ms_ = 5000;
    std::string key_;
    void (*configure_)(void* context, sqlite3* connection) = nullptr;
    void* configure_context_ = nullptr;
};

}  // namespace varve
