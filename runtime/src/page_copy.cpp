#include "runtime/src/page_copy.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

#include <chrono>
#include <thread>

#include "runtime/src/disk_need.hpp"
#include "runtime/src/sqlite_error.hpp"
#include "runtime/src/statement.hpp"

namespace varve::detail {

namespace {

using Clock = std::chrono::steady_clock;

// A few milliseconds.
constexpr int pages_at_once = 256;

/// Owns SQLite's copy under way; ending it before the last page rolls the destination back.
class Copy {
public:
    Copy(sqlite3* from, sqlite3* to, std::int64_t deadline_ms, const std::string& tried, Onlooker& onlooker)
        : to_(to),
          deadline_ms_(deadline_ms),
          tried_(tried),
          onlooker_(onlooker),
          copy_(sqlite3_backup_init(to, "main", from, "main")) {
        if (copy_ == nullptr) throw_sqlite(to, tried);
        onlooker.begin_copy();
    }
    ~Copy() { sqlite3_backup_finish(copy_); }
    Copy(const Copy&) = delete;
    Copy& operator=(const Copy&) = delete;

    /// SQLite waits for no lock here.
    int step(int pages) {
        const Clock::time_point deadline = Clock::now() + std::chrono::milliseconds(deadline_ms_);
        int code = try_step(pages);
        while (is_busy(code) && Clock::now() < deadline) {
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
            code = try_step(pages);
        }
        const int total = sqlite3_backup_pagecount(copy_);
        onlooker_.copied(total - sqlite3_backup_remaining(copy_), total);
        return code;
    }

    void finish(int code) {
        sqlite3_backup_finish(copy_);
        copy_ = nullptr;
        if (code != SQLITE_DONE) throw_sqlite(to_, code, tried_);
    }

private:
    int try_step(int pages) {
        if (onlooker_.stops()) throw Error(ErrorCode::interrupted, tried_ + ": interrupted");
        return sqlite3_backup_step(copy_, pages);
    }

    sqlite3* to_;
    std::int64_t deadline_ms_;
    const std::string& tried_;
    Onlooker& onlooker_;
    sqlite3_backup* copy_;
};

/// By the name that SQLite found: the process may have gone to another directory since.
Connection reader_of(const Connection& connection) {
    int moved = 0;
    sqlite3_file_control(connection.native_handle(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    if (moved != 0)
        throw Error(ErrorCode::io,
                    fmt::format("cannot copy `{}`: since it was opened it was moved or removed, or "
                                "another file has taken its place; open it anew",
                                connection.path()));
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
                Onlooker& onlooker, const std::function<bool()>& begun) {
    Copy copy(from, to, deadline_ms, tried, onlooker);
    // No page: the locks alone.
    int code = copy.step(0);
    if (code == SQLITE_OK && begun && !begun()) return false;
    while (code == SQLITE_OK)
        code = copy.step(pages_at_once);
    copy.finish(code);
    return true;
}

}  // namespace varve::detail
