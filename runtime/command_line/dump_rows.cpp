#include "runtime/command_line/dump_rows.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <utility>

#include "runtime/command_line/command_error.hpp"
#include "runtime/src/names.hpp"
#include "runtime/src/row_inserts.hpp"
#include "runtime/src/sql_literal.hpp"
#include "runtime/src/statement.hpp"
#include "runtime/src/virtual_rows.hpp"

namespace varve::detail {
namespace {

std::string_view bytes_of(sqlite3_stmt* row, int column) {
    const void* data = sqlite3_column_blob(row, column);
    return {static_cast<const char*>(data), static_cast<std::size_t>(sqlite3_column_bytes(row, column))};
}

/// The bytes of a text are those of the database's encoding, which is the reader's too.
std::string text_literal(sqlite3_stmt* row, int column, bool utf8) {
    if (utf8) return sql_text_literal(bytes_of(row, column));
    const std::string raw(bytes_of(row, column));
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(row, column));
    const std::string literal =
        sql_text_literal({text, static_cast<std::size_t>(sqlite3_column_bytes(row, column))});
    return literal.front() == '\'' ? literal : fmt::format("CAST({} AS TEXT)", sql_blob_literal(raw));
}

std::string literal_of(sqlite3_stmt* row, int column, bool utf8) {
    switch (sqlite3_column_type(row, column)) {
        case SQLITE_INTEGER:
            return std::to_string(sqlite3_column_int64(row, column));
        case SQLITE_FLOAT:
            return sql_literal(sqlite3_column_double(row, column));
        case SQLITE_TEXT:
            return text_literal(row, column, utf8);
        case SQLITE_BLOB:
            return sql_blob_literal(bytes_of(row, column));
        default:
            return "NULL";
    }
}

}  // namespace

DumpRows::DumpRows(sqlite3* db, DumpSink sink)
    : db_(db),
      sink_(std::move(sink)),
      utf8_(query_text(db, "PRAGMA main.encoding", "cannot read the encoding") == "UTF-8") {}

void DumpRows::rows(std::string_view table, std::string_view columns, std::string_view order) const {
    const std::string name = quote_name(table);
    Statement each(db_, fmt::format("SELECT {} FROM main.{} {}", columns, name, order),
                   fmt::format("cannot read `{}`", printable(table)));
    RowInserts inserts(fmt::format("INSERT INTO {}({}) VALUES\n", name, columns), sink_);
    const int count = sqlite3_column_count(each.handle());
    while (each.step()) {
        std::string values;
        for (int i = 0; i != count; ++i)
            values += (i == 0 ? "(" : ", ") + literal_of(each.handle(), i, utf8_);
        inserts.add(values + ')');
    }
    inserts.end();
}

void DumpRows::table(const TableFacts& table) const {
    // An index that covers the columns would be read in its own order.
    rows(table.name, stored_columns(table), "NOT INDEXED");
}

void DumpRows::virtual_table(const TableFacts& table) const {
    const VirtualRows how = rows_of_virtual(db_, table);
    if (!how.problem.empty())
        throw CommandError(exit_failed, fmt::format("`{}` cannot be dumped: {}; `backup` copies it",
                                                    printable(table.name), printable(how.problem)));
    if (!how.columns.empty()) rows(table.name, how.columns, how.order);
    if (how.rebuild) sink_(rebuild_search(table.name));
    if (module_of(table.sql) == "fts5") search_settings(table);
}

/// What an application has set of a search.
void DumpRows::search_settings(const TableFacts& table) const {
    const std::string name = quote_name(table.name);
    Statement each(db_,
                   fmt::format("SELECT k, v FROM main.{} WHERE k <> 'version' ORDER BY k",
                               quote_name(table.name + "_config")),
                   fmt::format("cannot read `{}`", printable(table.name)));
    while (each.step())
        sink_(fmt::format("INSERT INTO {0}({0}, rank) VALUES ({1}, {2});\n", name,
                          literal_of(each.handle(), 0, utf8_), literal_of(each.handle(), 1, utf8_)));
}

}  // namespace varve::detail
