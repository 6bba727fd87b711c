#include "runtime/src/virtual_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "runtime/src/directive.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "runtime/src/statement.hpp"

namespace varve::detail {

namespace {

constexpr std::string_view tried = "cannot look at a virtual table";

/// `content=''`
bool is_contentless(const std::string& sql) {
    const std::vector<std::string_view> words = token_texts(sql);
    for (std::size_t i = 0; i + 2 < words.size(); ++i)
        if (fold(words[i]) == "content" && words[i + 1] == "=" && unquote(words[i + 2]).empty()) return true;
    return false;
}

bool stands(sqlite3* db, const std::string& table) {
    return read_table_kind(db, table).exists();
}

/// Rows of its own, or an index over others'.
VirtualRows rows_of_search(sqlite3* db, const TableFacts& table, const std::string& rowid) {
    if (stands(db, table.name + "_content"))
        return {virtual_columns(db, table.name, rowid), "ORDER BY " + rowid, false, ""};
    if (!is_contentless(table.sql)) return {"", "", true, ""};
    const std::string sizes = table.name + "_docsize";
    if (stands(db, sizes) && count_rows(db, sizes) == 0) return {};
    return {"", "", false, "it keeps terms without the text that they came from"};
}

}  // namespace

std::string module_of(const std::string& sql) {
    const std::vector<std::string_view> words = token_texts(sql);
    for (std::size_t i = 0; i + 1 < words.size(); ++i)
        if (fold(words[i]) == "using") return fold(unquote(words[i + 1]));
    return {};
}

bool holds_nothing(std::string_view module) {
    constexpr std::array<std::string_view, 4> modules = {"fts5vocab", "fts4aux", "fts3tokenize", "dbstat"};
    return std::find(modules.begin(), modules.end(), module) != modules.end();
}

std::string virtual_columns(sqlite3* db, const std::string& table, std::string rowid) {
    Statement each(db, "SELECT name FROM pragma_table_xinfo(?1, 'main') WHERE hidden = 0 ORDER BY cid",
                   tried);
    each.bind(1, table);
    std::string columns = std::move(rowid);
    while (each.step())
        columns += (columns.empty() ? "" : ", ") + quote_name(each.text(0));
    return columns;
}

std::string rebuild_search(const std::string& table) {
    return fmt::format("INSERT INTO main.{0}({0}) VALUES ('rebuild');\n", quote_name(table));
}

VirtualRows rows_of_virtual(sqlite3* db, const TableFacts& table) {
    const std::string module = module_of(table.sql);
    if (module == "fts5") return rows_of_search(db, table, "rowid");
    if (module == "fts3" || module == "fts4") {
        if (has_word(table.sql, "languageid")) return {"", "", false, "it is a search in several languages"};
        return rows_of_search(db, table, "docid");
    }
    if (module == "rtree" || module == "rtree_i32")
        return {virtual_columns(db, table.name, ""), "ORDER BY 1", false, ""};
    if (module == "geopoly") return {virtual_columns(db, table.name, "rowid"), "ORDER BY rowid", false, ""};
    if (holds_nothing(module)) return {};
    return {"", "", false, fmt::format("its module `{}` is not SQLite's own", module)};
}

}  // namespace varve::detail
