#include <fmt/core.h>
#include <sqlite3.h>

#include <chrono>
#include <thread>

#include "runtime/src/connection_setup.hpp"
#include "runtime/src/file_access.hpp"
#include "runtime/src/sqlite_error.hpp"
#include "runtime/src/statement.hpp"

namespace varve::detail {

namespace {

using Clock = std::chrono::steady_clock;

/// SQLite's result code; `mode` is what the file is in afterwards.
int try_switch(sqlite3* db, const char* pragma, std::string& mode) {
    sqlite3_stmt* statement = nullptr;
    int code = sqlite3_prepare_v2(db, pragma, -1, &statement, nullptr);
    if (code == SQLITE_OK) {
        code = sqlite3_step(statement);
        if (code == SQLITE_ROW) mode = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
        code = sqlite3_finalize(statement);
    }
    return code;
}

[[noreturn]] void throw_cannot_switch(sqlite3* db, int code, const ConnectionOptions& options) {
    std::string tried = fmt::format("cannot set the journal mode of `{}`", options.path);
    bool denied = (code & 0xff) == SQLITE_CANTOPEN || (code & 0xff) == SQLITE_READONLY;
    if (denied && !can_write(directory_of(options.path)))
        throw Error(
            ErrorCode::read_only,
            fmt::format(
                "cannot open `{}` for writing: the directory `{}` cannot be written, and SQLite keeps "
                "its journal there",
                options.path, directory_of(options.path).string()),
            code);
    throw_sqlite(db, code, tried);
}

}  // namespace

bool has_journal_mode(sqlite3* db, const ConnectionOptions& options) {
    if (options.journal_mode == JournalMode::keep) return true;
    const std::string mode = query_text(db, "PRAGMA journal_mode", "cannot read the journal mode");
    return mode == "memory" || (mode == "wal") == (options.journal_mode == JournalMode::wal);
}

void set_journal_mode(sqlite3* db, const ConnectionOptions& options) {
    if (has_journal_mode(db, options)) return;
    std::string mode;
    const bool wal = options.journal_mode == JournalMode::wal;
    const char* pragma = wal ? "PRAGMA journal_mode=WAL" : "PRAGMA journal_mode=DELETE";
    auto deadline = Clock::now() + std::chrono::milliseconds(options.busy_deadline_ms);
    int code = try_switch(db, pragma, mode);
    while (is_busy(code) && Clock::now() < deadline) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        code = try_switch(db, pragma, mode);
    }
    if (code != SQLITE_OK) throw_cannot_switch(db, code, options);
    if ((mode == "wal") != wal)
        throw Error(ErrorCode::sqlite,
                    fmt::format("cannot set the journal mode of `{}`: it stays `{}`", options.path, mode));
}

}  // namespace varve::detail
