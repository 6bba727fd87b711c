#include "runtime/src/edit_guard.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

#include <varve/error.hpp>

#include "runtime/src/statement.hpp"

namespace varve::detail {

namespace {

int read(sqlite3* db, int code) {
    int value = -1;
    sqlite3_db_config(db, code, -1, &value);
    return value;
}

void put(sqlite3* db, int code, int value, const char* name) {
    int now = -1;
    sqlite3_db_config(db, code, value, &now);
    if (now != value)
        throw Error(ErrorCode::misuse, fmt::format("cannot migrate: SQLite does not switch {}", name));
}

void put_back(sqlite3* db, int code, int value) {
    sqlite3_db_config(db, code, value, static_cast<int*>(nullptr));
}

void ignore_checks(sqlite3* db, bool on) {
    sqlite3_exec(db, on ? "PRAGMA ignore_check_constraints=ON" : "PRAGMA ignore_check_constraints=OFF",
                 nullptr, nullptr, nullptr);
}

}  // namespace

SchemaWriting::SchemaWriting(sqlite3* db) : db_(db), defensive_(read(db, SQLITE_DBCONFIG_DEFENSIVE)) {
    try {
        put(db, SQLITE_DBCONFIG_DEFENSIVE, 0, "defensive");
        put(db, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 1, "writable_schema");
    } catch (...) {
        put_back(db, SQLITE_DBCONFIG_DEFENSIVE, defensive_);
        throw;
    }
}

SchemaWriting::~SchemaWriting() {
    put_back(db_, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0);
    put_back(db_, SQLITE_DBCONFIG_DEFENSIVE, defensive_);
}

QuietUpdates::QuietUpdates(sqlite3* db) : db_(db), triggers_(read(db, SQLITE_DBCONFIG_ENABLE_TRIGGER)) {
    put(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, "triggers off");
    ignore_checks(db, true);
    if (query_integer(db, "PRAGMA ignore_check_constraints", "cannot read a setting") == 1) return;
    put_back(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, triggers_);
    throw Error(ErrorCode::misuse, "cannot migrate: SQLite does not switch checks off");
}

QuietUpdates::~QuietUpdates() {
    ignore_checks(db_, false);
    put_back(db_, SQLITE_DBCONFIG_ENABLE_TRIGGER, triggers_);
}

}  // namespace varve::detail
