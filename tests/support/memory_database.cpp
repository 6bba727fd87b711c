#include "tests/support/memory_database.hpp"

#include <stdexcept>

#include "generator/sqlite/render.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler::testing {

namespace {

[[noreturn]] void fail(sqlite3* db, const std::string& sql) {
    throw std::runtime_error(std::string(sqlite3_errmsg(db)) + " in: " + sql);
}

std::string literal(const std::string& text) {
    std::string quoted = "'";
    for (const char c : text)
        quoted.append(c == '\'' ? 2 : 1, c);
    return quoted + '\'';
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

void MemoryDatabase::begin_rebuild(const std::string& table) {
    rebuild_ = {table, {}, rows("SELECT count(*) FROM " + sqlite::quote(table))};
    rebuild_.objects = rows(
        "SELECT sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL "
        "AND tbl_name = " +
        literal(table) + " COLLATE nocase");
}

void MemoryDatabase::end_rebuild() {
    const std::string made = sqlite::quote("varve_new_" + rebuild_.table);
    const std::string name = sqlite::quote(rebuild_.table);
    if (rows("SELECT count(*) FROM " + made) != rebuild_.count)
        throw std::runtime_error("rows lost in " + name);
    run("DROP TABLE " + name);
    run("PRAGMA legacy_alter_table = ON");
    run("ALTER TABLE " + made + " RENAME TO " + name);
    run("PRAGMA legacy_alter_table = OFF");
    for (const std::string& sql : rebuild_.objects)
        run(sql);
}

void MemoryDatabase::directive(std::string_view words) {
    if (words.rfind("rebuild ", 0) == 0) begin_rebuild(detail::unquote(words.substr(8)));
    if (words == "end") end_rebuild();
}

void MemoryDatabase::check_objects() {
    for (const std::string& view : rows("SELECT name FROM sqlite_schema WHERE type = 'view'"))
        rows("EXPLAIN SELECT * FROM " + sqlite::quote(view));
    for (const std::string& table :
         rows("SELECT DISTINCT tbl_name FROM sqlite_schema WHERE type = 'trigger' AND "
              "tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'table')")) {
        rows("EXPLAIN DELETE FROM " + sqlite::quote(table));
        rows("EXPLAIN INSERT INTO " + sqlite::quote(table) + " DEFAULT VALUES");
    }
    for (const std::string& row : rows("PRAGMA foreign_key_check"))
        throw std::runtime_error("foreign key: " + row);
}

void MemoryDatabase::run_plan(std::string_view text) {
    const std::string normalised = detail::normalise_sql(text);
    run("BEGIN IMMEDIATE");
    for (const detail::Step& step : detail::split_steps(normalised)) {
        if (step.directive)
            directive(step.text);
        else
            run(std::string(step.text));
    }
    check_objects();
    run("COMMIT");
}

detail::Structure MemoryDatabase::structure() {
    return detail::read_structure(db_);
}

}  // namespace varve::compiler::testing
