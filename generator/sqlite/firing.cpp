#include "generator/sqlite/firing.hpp"

#include <sqlite3.h>

#include "runtime/src/trigger_event.hpp"

namespace varve::compiler::sqlite {

namespace {

/// Of a view or virtual table, as SQLite names them.
std::vector<std::string> columns_of(sqlite3* db, const std::string& table) {
    std::vector<std::string> names;
    sqlite3_stmt* statement = nullptr;
    const std::string sql = "SELECT * FROM " + quote(table);
    if (sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK) {
        for (int i = 0; i != sqlite3_column_count(statement); ++i)
            names.emplace_back(sqlite3_column_name(statement, i));
    }
    sqlite3_finalize(statement);
    return names;
}

std::vector<std::string> settable_columns(sqlite3* db, const Schema& schema, const std::string& name) {
    const Table* table = schema.find_table(name);
    if (table == nullptr) return columns_of(db, name);
    std::vector<std::string> names;
    for (const Column& column : table->columns) {
        if (!column.generated) names.push_back(column.name);
    }
    return names;
}

}  // namespace

std::string firing_statement(sqlite3* db, const Schema& schema, const Statement& trigger) {
    const detail::TriggerEvent event = detail::read_trigger_event(trigger.sql);
    const std::string table = quote(trigger.table);
    if (event.kind == detail::TriggerEvent::Kind::remove) return "DELETE FROM " + table;
    if (event.kind != detail::TriggerEvent::Kind::update) return "INSERT INTO " + table + " DEFAULT VALUES";
    std::string sets;
    for (const std::string& column : settable_columns(db, schema, trigger.table))
        sets += (sets.empty() ? "" : ", ") + quote(column) + " = NULL";
    return "UPDATE " + table + " SET " + sets;
}

}  // namespace varve::compiler::sqlite
