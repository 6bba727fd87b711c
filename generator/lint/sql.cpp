#include <fmt/format.h>

#include <algorithm>

#include "generator/lint/rules.hpp"
#include "generator/lint/tokens.hpp"
#include "runtime/src/catalog.hpp"

namespace varve::compiler::lint_rules {

namespace {

using detail::SqlTokenKind;

bool is_name_of(const Table& table, const std::string& name) {
    if (detail::fold(table.name) == name || name == "rowid" || name == "oid" || name == "_rowid_")
        return true;
    return std::any_of(table.columns.begin(), table.columns.end(),
                       [&](const Column& column) { return detail::fold(column.name) == name; });
}

/// In the SQL of a table names are its columns. What is called, qualified or a collation is none.
void quoted_strings(const Table& table, const SqlText& sql, Span span, DiagnosticSink& sink) {
    const Tokens tokens(sql);
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        const std::string text = tokens.at(at);
        if (tokens.kind(at) != SqlTokenKind::quoted || text.front() != '"') continue;
        const std::string before = tokens.before(at);
        const std::string behind = tokens.at(at + 1);
        if (before == "collate" || before == "as" || before == "." || behind == "." || behind == "(")
            continue;
        const std::string name = detail::unquote(text);
        if (is_name_of(table, name)) continue;
        sink.warning(
            DiagnosticKind::string_in_double_quotes, span,
            fmt::format("`{}` names no column of table `{}`: SQLite takes it for a text", text, table.name),
            {}, "write a text in single quotes");
    }
}

void table_sql(const Table& table, DiagnosticSink& sink) {
    const auto look = [&](const SqlText& sql, Span place, Span own) {
        if (!sql.empty()) quoted_strings(table, sql, place.end > place.begin ? place : own, sink);
    };
    for (const Column& column : table.columns) {
        for (const Check& check : column.checks)
            look(check.sql, check.sql_span, check.span);
        if (column.generated) look(column.generated->sql, column.generated->sql_span, column.span);
    }
    for (const Check& check : table.checks)
        look(check.sql, check.sql_span, check.span);
    for (const Index& index : table.indexes) {
        for (const KeyTerm& term : index.terms)
            look(term.expression, term.sql_span, index.span);
        look(index.where, index.where_span, index.span);
    }
}

}  // namespace

void sql(const Schema& schema, DiagnosticSink& sink) {
    for (const Table& table : schema.tables)
        table_sql(table, sink);
    for (const View& view : schema.views)
        if (const Tokens tokens(view.sql); find_star(tokens) != tokens.size())
            sink.warning(DiagnosticKind::view_selects_all, view.span,
                         fmt::format("view `{}` selects `*`", view.name), {}, "name its columns");
}

}  // namespace varve::compiler::lint_rules
