#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "generator/check/context.hpp"
#include "generator/model/type.hpp"

namespace varve::compiler {

namespace {

const ast::Column* find_generated(const ast::Table& table) {
    const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                    [](const ast::Column& column) { return column.generated; });
    return found == table.columns.end() ? nullptr : &*found;
}

bool hides_rowid(const ast::Table& table) {
    constexpr std::array<std::string_view, 3> names{"rowid", "_rowid_", "oid"};
    return std::all_of(names.begin(), names.end(), [&](std::string_view name) {
        return std::any_of(table.columns.begin(), table.columns.end(),
                           [&](const ast::Column& column) { return folded(column.name.text) == name; });
    });
}

/// Whatever else is lazy has been refused.
bool is_blob(const Context& context, const Column& column) {
    return !row_of(storage_kind(context.schema, column.type)).cpp_input.empty();
}

bool is_key(const Table& table, std::string_view column) {
    return std::any_of(table.primary_key->terms.begin(), table.primary_key->terms.end(),
                       [&](const KeyTerm& term) { return term.column == column; });
}

/// SQLite opens a handle on a row by its number, which is looked up by the key.
void check_column(Context& context, const ast::Table& table, const Table& made, const ast::Column& column) {
    const auto refuse = [&](std::string message, std::vector<Label> notes, std::string help) {
        context.sink.error(DiagnosticKind::contradiction, *column.lazy, std::move(message), std::move(notes),
                           std::move(help));
    };
    if (table.without_rowid)
        return refuse("a table without rowid has no `lazy` columns",
                      {{*table.without_rowid, "it is without one here"}},
                      "SQLite finds what is read in pieces by the rowid: leave out one of the two");
    if (const ast::Column* generated = find_generated(table))
        return refuse("a table with generated columns has no `lazy` ones",
                      {{generated->generated->span, fmt::format("`{}` is generated", generated->name.text)}},
                      "SQLite's handles miscount the columns there: put the blob into a table of its own");
    if (!made.primary_key) {
        if (!table.damaged) refuse("`lazy` needs a primary key, by which the row is found", {}, "");
        return;
    }
    if (is_key(made, column.name.text)) return refuse("a key cannot be `lazy`", {}, "");
    if (hides_rowid(table))
        refuse("columns of the table hide the rowid, by which `lazy` finds its row", {},
               "leave one of `rowid`, `_rowid_` and `oid` to SQLite");
}

}  // namespace

void check_lazy(Context& context) {
    for (std::size_t i = 0; i != context.file.tables.size(); ++i) {
        const ast::Table& table = context.file.tables[i];
        const Table& made = context.schema.tables[i];
        for (std::size_t k = 0; k != table.columns.size(); ++k)
            if (made.columns[k].lazy && is_blob(context, made.columns[k]))
                check_column(context, table, made, table.columns[k]);
    }
}

}  // namespace varve::compiler
