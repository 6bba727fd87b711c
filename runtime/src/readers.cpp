#include "runtime/src/readers.hpp"

#include <fmt/core.h>

#include <map>

#include "runtime/src/catalog.hpp"
#include "runtime/src/names.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "runtime/src/statement.hpp"
#include "runtime/src/structure.hpp"

namespace varve::detail {

namespace {

constexpr std::string_view tried = "cannot look at what this program reads";

struct ReadColumn {
    std::string name;
    std::string type;
    bool not_null = false;
};

using Columns = std::vector<ReadColumn>;

/// A rowid's other name is never NULL, whatever its table says.
Columns columns_of(sqlite3* db, std::string_view table) {
    Statement each(db,
                   "SELECT name, type, \"notnull\" OR (pk > 0 AND upper(type) = 'INTEGER') "
                   "FROM pragma_table_xinfo(?1, 'main') WHERE hidden <> 1 ORDER BY cid",
                   tried);
    each.bind(1, table);
    Columns columns;
    while (each.step())
        columns.push_back({each.text(0), each.text(1), each.integer(2) != 0});
    return columns;
}

/// Tables, and then what reads them: the order in which they can be made.
void make_readable(Connection& twin, const Structure& structure) {
    for (const char* type : {"table", "view"})
        for (const StructureObject& object : structure.objects)
            if (object.type == type) twin.execute(written_sql(object.sql));
}

bool is_view(sqlite3* db, const std::string& name) {
    Statement at(db, "SELECT 1 FROM main.sqlite_schema WHERE type = 'view' AND name = ?1 COLLATE NOCASE",
                 tried);
    at.bind(1, name);
    return at.step();
}

/// What a view gives has no declaration to compare.
void compare(const std::string& table, const Columns& read, const Columns& found, bool declared,
             std::vector<std::string>& missing) {
    std::map<std::string, const ReadColumn*> by_name;
    for (const ReadColumn& column : found)
        by_name[fold(column.name)] = &column;
    for (const ReadColumn& column : read) {
        const auto at = by_name.find(fold(column.name));
        if (at == by_name.end())
            missing.push_back(fmt::format("there is no column `{}.{}`", table, column.name));
        else if (declared && fold(at->second->type) != fold(column.type))
            missing.push_back(fmt::format("the column `{}.{}` is {}, not {}", table, column.name,
                                          printable(at->second->type), column.type));
        else if (declared && column.not_null && !at->second->not_null)
            missing.push_back(fmt::format("the column `{}.{}` may be NULL", table, column.name));
    }
}

}  // namespace

std::vector<std::string> missing_for_readers(const Connection& connection, const Chain& chain) {
    Connection twin = connection.in_memory_twin();
    const Structure structure = structure_from_text(chain.structure.str());
    make_readable(twin, structure);
    sqlite3* db = connection.native_handle();
    std::vector<std::string> missing;
    for (const StructureObject& object : structure.objects) {
        if (object.type != "table" && object.type != "view") continue;
        const Columns read = columns_of(twin.native_handle(), object.name);
        const Columns found = columns_of(db, object.name);
        if (found.empty())
            missing.push_back(fmt::format("there is no {} `{}`", object.type, object.name));
        else
            compare(object.name, read, found, object.type == "table" && !is_view(db, object.name), missing);
    }
    return missing;
}

}  // namespace varve::detail
