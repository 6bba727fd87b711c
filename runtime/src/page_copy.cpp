#include "runtime/src/page_copy.hpp"

#include <sqlite3.h>

#include <chrono>
#include <thread>

#include "runtime/src/disk_need.hpp"
#include "runtime/src/sqlite_error.hpp"
#include "runtime/src/statement.hpp"

namespace varve::detail {

namespace {

using Clock = std::chrono::steady_clock;

/// Owns SQLite's copy under way; ending it before the last page rolls the destination back.
class Copy {
public:
    Copy(sqlite3* from, sqlite3* to, const std::string& tried)
        : to_(to), tried_(tried), copy_(sqlite3_backup_init(to, "main", from, "main")) {
        if (copy_ == nullptr) throw_sqlite(to, tried);
    }
    ~Copy() { sqlite3_backup_finish(copy_); }
    Copy(const Copy&) = delete;
    Copy& operator=(const Copy&) = delete;

    /// SQLite waits for no lock here.
    int step_until(int pages, Clock::time_point deadline) {
        int code = sqlite3_backup_step(copy_, pages);
        while (is_busy(code) && Clock::now() < deadline) {
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
            code = sqlite3_backup_step(copy_, pages);
        }
        return code;
    }

    void finish(int code) {
        sqlite3_backup_finish(copy_);
        copy_ = nullptr;
        if (code != SQLITE_DONE) throw_sqlite(to_, code, tried_);
    }

private:
    sqlite3* to_;
    const std::string& tried_;
    sqlite3_backup* copy_;
};

/// By the name that SQLite found: the process may have gone to another directory since.
Connection reader_of(const Connection& connection) {
    ConnectionOptions options = connection.options();
    options.path = file_of(connection.native_handle());
    options.read_only = true;
    return Connection::open(options);
}

}  // namespace

ReadSnapshot::ReadSnapshot(const Connection& connection) : reader_(reader_of(connection)) {
    run_statement(reader_.native_handle(), "BEGIN", "cannot begin to read");
    query_integer(reader_.native_handle(), "SELECT count(*) FROM main.sqlite_schema", "cannot begin to read");
}

std::int64_t bytes_of_database(sqlite3* db) {
    constexpr std::string_view tried = "cannot ask how large the database is";
    return query_integer(db, "PRAGMA main.page_count", tried) *
           query_integer(db, "PRAGMA main.page_size", tried);
}

bool copy_pages(sqlite3* from, sqlite3* to, std::int64_t deadline_ms, const std::string& tried,
                const std::function<bool()>& begun) {
    const Clock::time_point deadline = Clock::now() + std::chrono::milliseconds(deadline_ms);
    Copy copy(from, to, tried);
    // No page: the locks alone.
    int code = copy.step_until(0, deadline);
    if (code == SQLITE_OK && begun && !begun()) return false;
    if (code == SQLITE_OK) code = copy.step_until(-1, deadline);
    copy.finish(code);
    return true;
}

}  // namespace varve::detail
