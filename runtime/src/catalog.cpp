#include "runtime/src/catalog.hpp"

#include <algorithm>

#include "runtime/src/statement.hpp"

namespace varve::detail {

namespace {

constexpr std::string_view tried = "cannot look at a table";

/// INTEGER PRIMARY KEY, and no `pk` index beside the rows: that is the rowid itself.
bool has_integer_key(sqlite3* db, const TableFacts& table) {
    Statement key(
        db, "SELECT count(*), max(upper(type) = 'INTEGER') FROM pragma_table_xinfo(?1, 'main') WHERE pk > 0",
        tried);
    key.bind(1, table.name);
    key.step();
    if (key.integer(0) != 1 || key.integer(1) != 1) return false;
    Statement index(db, "SELECT count(*) FROM pragma_index_list(?1, 'main') WHERE origin = 'pk'", tried);
    index.bind(1, table.name);
    index.step();
    return index.integer(0) == 0;
}

/// FTS takes commands through a column with the table's own name, and ranks by another.
bool is_command(const TableFacts& table, std::string_view column) {
    return table.is_virtual && (fold(column) == fold(table.name) || fold(column) == "rank");
}

void read_columns(sqlite3* db, TableFacts& table) {
    Statement each(db, "SELECT name, hidden FROM pragma_table_xinfo(?1, 'main') ORDER BY cid", tried);
    each.bind(1, table.name);
    while (each.step()) {
        const std::string name = each.text(0);
        const std::int64_t hidden = each.integer(1);
        table.columns.push_back({name, hidden >= 2 || (hidden == 1 && is_command(table, name))});
    }
}

}  // namespace

std::string fold(std::string_view name) {
    std::string folded(name);
    for (char& c : folded)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return folded;
}

TableFacts read_table_facts(sqlite3* db, std::string_view name) {
    TableFacts table;
    Statement at(db,
                 "SELECT s.name, s.sql, l.type, l.wr FROM main.sqlite_schema s "
                 "JOIN pragma_table_list l ON l.schema = 'main' AND l.name = s.name "
                 "WHERE s.type = 'table' AND s.name = ?1 COLLATE NOCASE",
                 tried);
    at.bind(1, name);
    if (!at.step()) return table;
    table.name = at.text(0);
    table.sql = at.text(1);
    table.is_virtual = at.text(2) == "virtual";
    table.shadow = at.text(2) == "shadow";
    table.without_rowid = at.integer(3) != 0;
    read_columns(db, table);
    table.integer_key = !table.is_virtual && has_integer_key(db, table);
    return table;
}

std::int64_t count_rows(sqlite3* db, std::string_view table) {
    return query_integer(db, "SELECT count(*) FROM main." + quote_name(table),
                         "cannot count the rows of a table");
}

std::string rowid_name(const TableFacts& table) {
    if (table.without_rowid || table.is_virtual) return {};
    for (const char* name : {"rowid", "_rowid_", "oid"}) {
        bool shadowed = std::any_of(table.columns.begin(), table.columns.end(),
                                    [&](const ColumnFacts& column) { return fold(column.name) == name; });
        if (!shadowed) return name;
    }
    return {};
}

}  // namespace varve::detail
