#include "generator/history/head_virtual.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "generator/history/cells.hpp"
#include "generator/history/head_rows.hpp"
#include "generator/sqlite/render.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {
namespace {

using sqlite::quote;

/// The word behind USING.
std::string module_of(const std::string& sql) {
    const std::vector<detail::SqlToken> tokens = detail::sql_tokens(sql);
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        const auto text = [&](std::size_t at) {
            return sql.substr(tokens[at].begin, tokens[at].end - tokens[at].begin);
        };
        if (detail::fold(text(i)) == "using") return detail::fold(detail::unquote(text(i + 1)));
    }
    return {};
}

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

/// The columns that an INSERT may name, behind the one that holds the rowid.
std::string columns_of(sqlite3* db, const std::string& table, std::string rowid) {
    Prepared query(db, "SELECT name FROM pragma_table_xinfo(?1, 'main') WHERE hidden = 0 ORDER BY cid");
    query.bind(1, table);
    std::string columns = std::move(rowid);
    while (query.step() == SQLITE_ROW)
        columns += (columns.empty() ? "" : ", ") + quote(std::get<std::string>(query.row().front()));
    return columns;
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
        content.sql = insert_rows(db, table.name, columns_of(db, table.name, rowid), "ORDER BY " + rowid);
    else if (!documents.empty())
        content.sql = fmt::format("INSERT INTO main.{0}({0}) VALUES ('rebuild');\n", quote(table.name));
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
    const std::string module = module_of(table.sql);
    if (module == "fts5") return fts5(db, table);
    if (module == "fts3" || module == "fts4") return fts4(db, table);
    if (module == "rtree" || module == "rtree_i32")
        return {insert_rows(db, table.name, columns_of(db, table.name, ""), "ORDER BY 1"), ""};
    if (module == "geopoly")
        return {insert_rows(db, table.name, columns_of(db, table.name, "rowid"), "ORDER BY rowid"), ""};
    constexpr std::array<std::string_view, 4> hold_nothing = {"fts5vocab", "fts4aux", "fts3tokenize",
                                                              "dbstat"};
    if (std::find(hold_nothing.begin(), hold_nothing.end(), module) != hold_nothing.end()) return {};
    throw NotBaked(fmt::format("its module `{}` is not SQLite's own", module));
}

}  // namespace varve::compiler
