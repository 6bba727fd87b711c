#include "generator/history/head_virtual.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <string_view>
#include <vector>

#include "generator/history/cells.hpp"
#include "generator/history/head_rows.hpp"
#include "generator/sqlite/render.hpp"
#include "runtime/src/virtual_rows.hpp"

namespace varve::compiler {
namespace {

using sqlite::quote;

bool stands(sqlite3* db, const std::string& table) {
    Prepared query(db, "SELECT count(*) FROM main.sqlite_schema WHERE name = ?1 COLLATE NOCASE");
    query.bind(1, table);
    query.step();
    return query.row().front() != Cell(std::int64_t{0});
}

std::string rows_as_text(sqlite3* db, const std::string& query) {
    std::string text;
    for (const Row& row : rows_of(db, query)) {
        for (const Cell& cell : row)
            text += exact_literal(cell) + ' ';
        text += '\n';
    }
    return text;
}

void run(sqlite3* db, const std::string& sql) {
    rows_of(db, sql);
}

/// A table of its own that shows an index's terms stands for as long as they are read.
std::string terms_of(sqlite3* db, const std::string& arguments) {
    run(db, "CREATE VIRTUAL TABLE temp.varve_terms USING " + arguments);
    const std::string text = rows_as_text(db, "SELECT * FROM temp.varve_terms");
    run(db, "DROP TABLE temp.varve_terms");
    return text;
}

std::string shadow(const detail::TableFacts& table, std::string_view suffix) {
    return fmt::format("{}_{}", table.name, suffix);
}

std::string read_shadow(sqlite3* db, const detail::TableFacts& table, std::string_view suffix) {
    const std::string name = shadow(table, suffix);
    return stands(db, name) ? rows_as_text(db, "SELECT * FROM main." + quote(name)) : "";
}

/// Rows of its own, or an index over others' that is made anew where there is one.
VirtualContent full_text(sqlite3* db, const detail::TableFacts& table, const std::string& rowid,
                         const std::string& terms) {
    const std::string documents = terms_of(db, terms) + read_shadow(db, table, "docsize");
    VirtualContent content{"", documents + read_shadow(db, table, "config")};
    if (stands(db, shadow(table, "content")))
        content.sql =
            insert_rows(db, table.name, detail::virtual_columns(db, table.name, rowid), "ORDER BY " + rowid);
    else if (!documents.empty())
        content.sql = detail::rebuild_search(table.name);
    return content;
}

VirtualContent fts5(sqlite3* db, const detail::TableFacts& table) {
    const std::string name = exact_literal(table.name);
    return full_text(db, table, "rowid", fmt::format("fts5vocab('main', {}, 'instance')", name));
}

VirtualContent fts4(sqlite3* db, const detail::TableFacts& table) {
    if (detail::fold(table.sql).find("languageid") != std::string::npos)
        throw NotBaked("it is a search in several languages");
    return full_text(db, table, "docid", fmt::format("fts4aux(main, {})", exact_literal(table.name)));
}

}  // namespace

VirtualContent content_of_virtual(sqlite3* db, const detail::TableFacts& table) {
    const std::string module = detail::module_of(table.sql);
    if (module == "fts5") return fts5(db, table);
    if (module == "fts3" || module == "fts4") return fts4(db, table);
    if (module == "rtree" || module == "rtree_i32")
        return {insert_rows(db, table.name, detail::virtual_columns(db, table.name, ""), "ORDER BY 1"), ""};
    if (module == "geopoly")
        return {
            insert_rows(db, table.name, detail::virtual_columns(db, table.name, "rowid"), "ORDER BY rowid"),
            ""};
    if (detail::holds_nothing(module)) return {};
    throw NotBaked(fmt::format("its module `{}` is not SQLite's own", module));
}

}  // namespace varve::compiler
