#include "tests/support/memory_database.hpp"

#include <stdexcept>

#include "runtime/src/executor.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler::testing {

namespace {

[[noreturn]] void fail(sqlite3* db, const std::string& sql) {
    throw std::runtime_error(std::string(sqlite3_errmsg(db)) + " in: " + sql);
}

}  // namespace

MemoryDatabase::MemoryDatabase() {
    sqlite3_open(":memory:", &db_);
    sqlite3_db_config(db_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_db_config(db_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
}

MemoryDatabase::~MemoryDatabase() {
    sqlite3_close(db_);
}

void MemoryDatabase::run(const std::string& sql) {
    if (sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(db_, sql);
}

std::vector<std::string> MemoryDatabase::rows(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) fail(db_, sql);
    std::vector<std::string> lines;
    while (sqlite3_step(statement) == SQLITE_ROW) {
        std::string line;
        for (int i = 0; i != sqlite3_column_count(statement); ++i) {
            const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
            line += (i == 0 ? "" : ",") + std::string(text != nullptr ? text : "NULL");
        }
        lines.push_back(line);
    }
    if (sqlite3_finalize(statement) != SQLITE_OK) fail(db_, sql);
    return lines;
}

void MemoryDatabase::run_plan(std::string_view text) {
    run("BEGIN IMMEDIATE");
    try {
        detail::run_script(db_, detail::normalise_sql(text), detail::Trust::chain, {});
    } catch (...) {
        run("ROLLBACK");
        throw;
    }
    run("COMMIT");
}

detail::Structure MemoryDatabase::structure() {
    return detail::read_structure(db_);
}

}  // namespace varve::compiler::testing
