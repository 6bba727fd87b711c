#include "runtime/src/pragma_guard.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

#include <string>

#include <varve/error.hpp>

#include "runtime/src/connection_setup.hpp"
#include "runtime/src/statement.hpp"

namespace varve::detail {

namespace {

struct Switch {
    int code;
    int value;
    const char* name;
};

constexpr Switch wanted[] = {
    {SQLITE_DBCONFIG_ENABLE_FKEY, 0, "foreign_keys"},
    {SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, 0, "legacy_alter_table"},
    {SQLITE_DBCONFIG_DQS_DDL, 0, "double-quoted strings"},
    {SQLITE_DBCONFIG_DQS_DML, 0, "double-quoted strings"},
    {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, "trusted_schema"},
    {SQLITE_DBCONFIG_DEFENSIVE, 1, "defensive"},
};

constexpr const char* tried = "cannot prepare the connection for a migration";

int read_switch(sqlite3* db, int code) {
    int value = -1;
    sqlite3_db_config(db, code, -1, &value);
    return value;
}

void check_idle(sqlite3* db) {
    if (sqlite3_get_autocommit(db) == 0)
        throw Error(ErrorCode::misuse, "cannot migrate: a transaction is open on this connection");
    for (sqlite3_stmt* each = sqlite3_next_stmt(db, nullptr); each != nullptr;
         each = sqlite3_next_stmt(db, each))
        if (sqlite3_stmt_busy(each) != 0)
            throw Error(ErrorCode::misuse,
                        "cannot migrate: a statement of this connection is still being read");
}

/// Reported success must outlive a power cut: with a rollback journal only EXTRA does that (measured).
int durable_level(sqlite3* db) {
    return query_text(db, "PRAGMA main.journal_mode", tried) == "wal" ? 2 : 3;
}

void check_journal(sqlite3* db) {
    const char* file = sqlite3_db_filename(db, "main");
    if (file == nullptr || *file == '\0') return;
    std::string mode = query_text(db, "PRAGMA main.journal_mode", tried);
    if (mode == "off" || mode == "memory")
        throw Error(ErrorCode::misuse,
                    fmt::format("cannot migrate with `journal_mode` {}: a crash would destroy the "
                                "database; set it to `wal` or `delete`",
                                mode));
}

}  // namespace

PragmaGuard::PragmaGuard(sqlite3* db, std::int64_t busy_deadline_ms) : db_(db) {
    sqlite3_set_authorizer(db, nullptr, nullptr);
    check_idle(db);
    check_journal(db);
    save();
    try {
        sqlite3_busy_timeout(db, busy_timeout_of(busy_deadline_ms));
        set();
    } catch (...) {
        restore();
        throw;
    }
}

PragmaGuard::~PragmaGuard() {
    restore();
}

void PragmaGuard::save() {
    for (int i = 0; i != switches; ++i)
        before_[i] = read_switch(db_, wanted[i].code);
    busy_timeout_ = query_integer(db_, "PRAGMA busy_timeout", tried);
    synchronous_ = query_integer(db_, "PRAGMA main.synchronous", tried);
    ignore_checks_ = query_integer(db_, "PRAGMA ignore_check_constraints", tried);
}

void PragmaGuard::set() {
    for (const Switch& each : wanted) {
        bool trust = each.code == SQLITE_DBCONFIG_TRUSTED_SCHEMA && search_needs_trust();
        int wanted_value = trust ? 1 : each.value;
        int value = -1;
        sqlite3_db_config(db_, each.code, wanted_value, &value);
        if (value != wanted_value)
            throw Error(ErrorCode::misuse,
                        fmt::format("cannot migrate: SQLite does not switch {}", each.name));
    }
    run_statement(db_, "PRAGMA ignore_check_constraints=OFF", tried);
    if (int level = durable_level(db_); synchronous_ < level)
        run_statement(db_, fmt::format("PRAGMA main.synchronous={}", level), tried);
}

void PragmaGuard::restore() noexcept {
    for (int i = 0; i != switches; ++i)
        sqlite3_db_config(db_, wanted[i].code, before_[i], static_cast<int*>(nullptr));
    try {
        trust_search_tables(db_);
    } catch (const std::exception&) {
        // Then the schema cannot be read either, and whatever the connection does next says so.
    }
    std::string pragmas = "PRAGMA main.synchronous=" + std::to_string(synchronous_) +
                          ";PRAGMA ignore_check_constraints=" + std::to_string(ignore_checks_) +
                          ";PRAGMA busy_timeout=" + std::to_string(busy_timeout_);
    sqlite3_exec(db_, pragmas.c_str(), nullptr, nullptr, nullptr);
}

namespace {

void switch_strings(sqlite3* db, int on) {
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, on, static_cast<int*>(nullptr));
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, on, static_cast<int*>(nullptr));
}

}  // namespace

LegacyStrings::LegacyStrings(sqlite3* db) : db_(db) {
    switch_strings(db, 1);
}

LegacyStrings::~LegacyStrings() {
    switch_strings(db_, 0);
}

LegacyRename::LegacyRename(sqlite3* db) : db_(db) {
    int value = 0;
    sqlite3_db_config(db, SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, 1, &value);
    if (value != 1)
        throw Error(ErrorCode::misuse, "cannot migrate: SQLite does not switch legacy_alter_table");
}

LegacyRename::~LegacyRename() {
    sqlite3_db_config(db_, SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, 0, static_cast<int*>(nullptr));
}

}  // namespace varve::detail
