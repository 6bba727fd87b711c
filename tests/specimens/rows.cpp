#include "tests/specimens/rows.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "generator/sqlite/render.hpp"

namespace varve::tests {
namespace {

std::vector<std::vector<std::string>> query(sqlite3* db, const std::string& sql) {
    sqlite3_stmt* prepared = nullptr;
    if (sqlite3_prepare_v2(db, sql.c_str(), -1, &prepared, nullptr) != SQLITE_OK)
        throw std::runtime_error(sqlite3_errmsg(db));
    const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> statement(prepared, sqlite3_finalize);
    std::vector<std::vector<std::string>> rows;
    while (sqlite3_step(prepared) == SQLITE_ROW) {
        std::vector<std::string> row;
        for (int i = 0; i != sqlite3_column_count(prepared); ++i) {
            const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(prepared, i));
            row.emplace_back(text == nullptr ? "" : text);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<std::string> rows_of(sqlite3* db, const std::string& table, bool has_rowid) {
    std::string sql = "SELECT ";
    sql += has_rowid ? "'rowid=' || rowid || " : "";
    for (const auto& column : query(db, "SELECT name FROM pragma_table_xinfo('" + table + "')"))
        sql += "' " + column[0] + "=' || quote(" + compiler::sqlite::quote(column[0]) + ") || ";
    sql += "'' FROM " + compiler::sqlite::quote(table);
    std::vector<std::string> rows;
    for (auto& row : query(db, sql))
        rows.push_back(std::move(row[0]));
    std::sort(rows.begin(), rows.end());
    return rows;
}

}  // namespace

Rows read_rows(sqlite3* db) {
    Rows rows;
    for (const auto& table :
         query(db,
               "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
               "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'varve\\_%' ESCAPE '\\'"))
        rows[table[0]] = rows_of(db, table[0], table[1] == "0");
    return rows;
}

}  // namespace varve::tests
