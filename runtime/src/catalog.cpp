#include "runtime/src/catalog.hpp"

#include <algorithm>

#include "runtime/src/directive.hpp"
#include "runtime/src/statement.hpp"

namespace varve::detail {

namespace {

constexpr std::string_view tried = "cannot look at a table";

/// No `pk` index beside the rows.
bool is_rowid(sqlite3* db, const std::string& table) {
    Statement index(db, "SELECT count(*) FROM pragma_index_list(?1, 'main') WHERE origin = 'pk'", tried);
    index.bind(1, table);
    index.step();
    return index.integer(0) == 0;
}

/// FTS takes commands through a column with the table's own name, and ranks by another.
bool is_command(const TableFacts& table, std::string_view column) {
    return table.is_virtual && (fold(column) == fold(table.name) || fold(column) == "rank");
}

void read_columns(sqlite3* db, TableFacts& table) {
    Statement each(db, "SELECT name, hidden, pk, type FROM pragma_table_xinfo(?1, 'main') ORDER BY cid",
                   tried);
    each.bind(1, table.name);
    int keys = 0;
    bool integer = false;
    while (each.step()) {
        const std::string name = each.text(0);
        const std::int64_t hidden = each.integer(1);
        table.columns.push_back({name, hidden >= 2 || (hidden == 1 && is_command(table, name))});
        if (each.integer(2) == 0) continue;
        ++keys;
        integer = fold(each.text(3)) == "integer";
    }
    table.integer_key = !table.is_virtual && keys == 1 && integer && is_rowid(db, table.name);
}

/// Behind the bracket that closes a table's columns.
bool is_without_rowid(std::string_view sql) {
    const std::vector<std::string_view> texts = token_texts(sql);
    for (std::size_t at = texts.size(); at != 0 && texts[at - 1] != ")"; --at)
        if (fold(texts[at - 1]) == "without") return true;
    return false;
}

/// What a module makes of its tables only SQLite can tell, and to be asked it looks at every table and view.
void read_kind(sqlite3* db, TableFacts& table) {
    Statement at(db, "SELECT type, wr FROM pragma_table_list WHERE schema = 'main' AND name = ?1", tried);
    at.bind(1, table.name);
    if (!at.step()) return;
    table.is_virtual = at.text(0) == "virtual";
    table.shadow = at.text(0) == "shadow";
    table.without_rowid = at.integer(1) != 0;
}

}  // namespace

std::string fold(std::string_view name) {
    std::string folded(name);
    for (char& c : folded)  // without a branch: it runs over whole schemas
        c = static_cast<char>(c | (static_cast<unsigned char>(c - 'A') < 26 ? 0x20 : 0));
    return folded;
}

TableFacts read_table_kind(sqlite3* db, std::string_view name) {
    TableFacts table;
    bool has_virtual = false;
    {
        Statement each(db,
                       "SELECT name, sql, rootpage FROM main.sqlite_schema WHERE type = 'table' "
                       "AND (rootpage = 0 OR name = ?1 COLLATE NOCASE)",
                       tried);
        each.bind(1, name);
        while (each.step()) {
            has_virtual = has_virtual || each.integer(2) == 0;
            if (fold(each.text(0)) != fold(name)) continue;
            table.name = each.text(0);
            table.sql = each.text(1);
        }
    }
    if (!table.exists()) return table;
    if (has_virtual)
        read_kind(db, table);
    else
        table.without_rowid = is_without_rowid(table.sql);
    return table;
}

TableFacts read_table_facts(sqlite3* db, std::string_view name) {
    TableFacts table = read_table_kind(db, name);
    if (table.exists()) read_columns(db, table);
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
