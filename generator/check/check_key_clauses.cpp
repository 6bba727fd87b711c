#include <fmt/format.h>

#include "generator/check/context.hpp"
#include "generator/model/rowid_alias.hpp"

namespace varve::compiler {

namespace {

/// The columns of a key that says what happens to a row that meets it.
struct Answer {
    std::vector<std::string> terms;  ///< with the collation in force
    std::string_view conflict;
    Span span;
};

std::string term_of(const Table& table, const std::string& column, const std::string& collate) {
    const Column* declared = find_column(table, column);
    const std::string& own = declared != nullptr && collate.empty() ? declared->collate : collate;
    return folded(column) + " " + (own.empty() ? "binary" : folded(own));
}

Answer answer_of(const Table& table, const std::vector<KeyTerm>& terms, std::string_view conflict,
                 Span span) {
    Answer answer{{}, conflict, span};
    for (const KeyTerm& term : terms)
        answer.terms.push_back(term_of(table, term.column, term.collate));
    return answer;
}

Answer answer_of(const Table& table, const Unique& unique) {
    if (!unique.terms.empty()) return answer_of(table, unique.terms, unique.conflict, unique.span);
    Answer answer{{}, unique.conflict, unique.span};
    for (const std::string& column : unique.columns)
        answer.terms.push_back(term_of(table, column, ""));
    return answer;
}

/// SQLite makes one index of two keys that are the same, and refuses two answers.
void check_conflicts(Context& context, const Table& table) {
    std::map<std::vector<std::string>, Answer> first;
    const auto add = [&](Answer answer) {
        const auto [other, fresh] = first.emplace(answer.terms, answer);
        if (fresh || other->second.conflict == answer.conflict) return;
        context.sink.error(
            DiagnosticKind::conflicting_clauses, answer.span,
            fmt::format("table `{}` answers a conflict of the same columns in two ways", table.name),
            {{other->second.span, "the other is here"}}, "leave one `on conflict` out");
    };
    const bool key_answers = table.primary_key && !table.primary_key->conflict.empty() &&
                             rowid_alias(context.schema, table) == nullptr;
    if (key_answers)
        add(answer_of(table, table.primary_key->terms, table.primary_key->conflict, table.primary_key->span));
    for (const Unique& unique : table.uniques)
        if (!unique.conflict.empty()) add(answer_of(table, unique));
}

/// `not null` is for what `?` cannot say.
void check_not_null(Context& context, const ast::Table& table, const Table& made) {
    const Column* alias = rowid_alias(context.schema, made);
    for (std::size_t at = 0; at < table.columns.size(); ++at) {
        const ast::Column& column = table.columns[at];
        if (!column.not_null || column.type.nullable || column.broken) continue;
        const bool speaks = column.not_null->name || !column.not_null->conflict.text.empty();
        if (!speaks && &made.columns[at] != alias)
            context.sink.error(DiagnosticKind::redundant_not_null, column.not_null->span,
                               fmt::format("`not null` says nothing of column `{}`", column.name.text), {},
                               "a column is NOT NULL unless `?` stands behind its type");
    }
}

}  // namespace

void check_key_clauses(Context& context) {
    for (std::size_t at = 0; at < context.file.tables.size(); ++at) {
        check_not_null(context, context.file.tables[at], context.schema.tables[at]);
        check_conflicts(context, context.schema.tables[at]);
    }
}

}  // namespace varve::compiler
