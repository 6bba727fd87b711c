#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;

namespace varve::detail {

/// A name in the one case in which names are compared: SQLite ignores the case of ASCII letters.
std::string fold(std::string_view name);

/// One column as the executor needs it.
struct ColumnFacts {
    std::string name;
    bool generated = false;  ///< computed, or a command of a virtual table: it holds nothing of its own
};

/// What stands in the database under a table's name (any case).
struct TableFacts {
    std::string name;  ///< as the database spells it; "" when there is no such table
    std::string sql;
    bool is_virtual = false;
    bool shadow = false;  ///< a virtual table's own
    bool without_rowid = false;
    bool integer_key = false;  ///< INTEGER PRIMARY KEY: the rowid by another name
    std::vector<ColumnFacts> columns;

    bool exists() const { return !name.empty(); }
};

TableFacts read_table_facts(sqlite3* db, std::string_view name);

/// The same without a look at its columns: they and `integer_key` stay as they are here.
TableFacts read_table_kind(sqlite3* db, std::string_view name);

/// SELECT count(*).
std::int64_t count_rows(sqlite3* db, std::string_view table);

/// The spelling of the rowid that no column shadows; "" when there is none.
std::string rowid_name(const TableFacts& table);

}  // namespace varve::detail
