#pragma once

#include <string>

#include <sqlite3.h>

#include <varve/connection.hpp>
#include <varve/error.hpp>

/// All rows of a query as text: columns joined by `|`, rows by a space. NULL is `~`.
inline std::string rows_of(varve::Connection& connection, const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(connection.native_handle(), sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
        return std::string("error: ") + sqlite3_errmsg(connection.native_handle());
    std::string rows;
    while (sqlite3_step(statement) == SQLITE_ROW) {
        if (!rows.empty()) rows += ' ';
        for (int i = 0; i != sqlite3_column_count(statement); ++i) {
            const unsigned char* text = sqlite3_column_text(statement, i);
            rows += (i == 0 ? "" : "|") +
                    (text == nullptr ? "~" : std::string(reinterpret_cast<const char*>(text)));
        }
    }
    sqlite3_finalize(statement);
    return rows;
}

/// SQLite's own words for a text in double quotes that names no column: newer versions say more.
inline std::string no_such_column(const std::string& name) {
    varve::Connection plain = varve::Connection::open({.path = ":memory:"});
    return rows_of(plain, "SELECT \"" + name + "\"").substr(std::string("error: ").size());
}

/// Everything that a rolled back migration must leave alone: the schema, the ledger and the given query's
/// rows.
inline std::string state_of(varve::Connection& connection, const std::string& query) {
    return rows_of(connection, "SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2") + "\n" +
           rows_of(connection, "SELECT * FROM sqlite_sequence") + "\n" +
           rows_of(connection, "SELECT seq, id FROM varve_revisions") + "\n" + rows_of(connection, query);
}

/// The whole message of what the action throws; "" when it does not.
template <class Action>
std::string message_of(Action action) {
    try {
        action();
    } catch (const varve::Error& error) {
        return error.what();
    }
    return "";
}
