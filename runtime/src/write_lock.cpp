#include "runtime/src/write_lock.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

#include <chrono>
#include <thread>

#include "runtime/src/sqlite_error.hpp"

namespace varve::detail {

namespace {

using Clock = std::chrono::steady_clock;

/// SQLite's own timeout does most of the waiting; it steps aside where it suspects a deadlock, and then we
/// wait.
int run_until(sqlite3* db, const char* sql, std::int64_t deadline_ms) {
    auto deadline = Clock::now() + std::chrono::milliseconds(deadline_ms);
    int code = sqlite3_exec(db, sql, nullptr, nullptr, nullptr);
    while (is_busy(code) && Clock::now() < deadline) {
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        code = sqlite3_exec(db, sql, nullptr, nullptr, nullptr);
    }
    return code;
}

}  // namespace

WriteLock::WriteLock(sqlite3* db, std::int64_t deadline_ms) : db_(db), deadline_ms_(deadline_ms) {
    if (run_until(db, "BEGIN IMMEDIATE", deadline_ms) != SQLITE_OK)
        throw_sqlite(db, fmt::format("cannot begin to migrate within {} ms", deadline_ms));
}

WriteLock::~WriteLock() {
    roll_back();
}

void WriteLock::commit() {
    if (run_until(db_, "COMMIT", deadline_ms_) == SQLITE_OK) return;
    int code = sqlite3_extended_errcode(db_);
    roll_back();
    const std::string waited = is_busy(code) ? fmt::format(" within {} ms", deadline_ms_) : "";
    throw_sqlite(db_, code, fmt::format("cannot commit a migration{}, and it was rolled back", waited));
}

void WriteLock::roll_back() noexcept {
    // A failed COMMIT or a full disk may have ended the transaction already.
    if (sqlite3_get_autocommit(db_) == 0) sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
}

}  // namespace varve::detail
