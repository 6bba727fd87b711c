#include <fmt/format.h>

#include <algorithm>

#include "generator/sqlite/render.hpp"
#include "generator/sqlite/render_parts.hpp"
#include "runtime/src/sql_chars.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler::sqlite {

namespace {

bool is_plain_word(std::string_view name) {
    const auto is_part = [](char c) { return detail::is_letter(c) || detail::is_digit(c) || c == '_'; };
    return !name.empty() && !detail::is_digit(name[0]) && std::all_of(name.begin(), name.end(), is_part) &&
           !detail::is_sql_keyword(name);
}

}  // namespace

std::string quoted_list(const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& name : names)
        list += (list.empty() ? "" : ", ") + quote(name);
    return list;
}

std::string term_list(const std::vector<KeyTerm>& terms) {
    std::string list;
    for (const KeyTerm& term : terms) {
        if (!list.empty()) list += ", ";
        list += term.expression.empty() ? quote(term.column) : term.expression;
        if (!term.collate.empty()) list += " COLLATE " + quote(term.collate);
        if (term.descending) list += " DESC";
    }
    return list;
}

std::string render_index(const Table& table, const Index& index) {
    std::string sql = fmt::format("CREATE {}INDEX {} ON {} ({})", index.unique ? "UNIQUE " : "",
                                  quote(index.name.value), quote(table.name), term_list(index.terms));
    if (!index.where.empty()) sql += " WHERE " + index.where;
    return sql;
}

std::string render_view(const View& view) {
    std::string sql = "CREATE VIEW " + quote(view.name);
    std::vector<std::string> names;
    if (!view.inferred)
        for (const ViewColumn& column : view.columns)
            names.push_back(column.name);
    if (!names.empty()) sql += fmt::format(" ({})", quoted_list(names));
    return sql + " AS " + view.sql;
}

std::string render_virtual_table(const VirtualTable& table) {
    std::string sql = fmt::format("CREATE VIRTUAL TABLE {} USING {}", quote(table.name),
                                  is_plain_word(table.module) ? table.module : quote(table.module));
    if (table.arguments) sql += fmt::format(" ({})", *table.arguments);
    return sql;
}

std::string render_trigger(const Trigger& trigger) {
    return fmt::format("CREATE TRIGGER {} {} ON {} {}", quote(trigger.name), trigger.timing_and_event,
                       quote(trigger.table), trigger.sql);
}

}  // namespace varve::compiler::sqlite
