#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "generator/lint/revision_rules.hpp"
#include "generator/model/rowid_alias.hpp"
#include "runtime/src/catalog.hpp"

namespace varve::compiler::lint_rules {

namespace {

bool is_rowid_word(const Tokens& tokens, std::size_t at) {
    return tokens.kind(at) == detail::SqlTokenKind::word &&
           (tokens.is(at, "rowid") || tokens.is(at, "_rowid_") || tokens.is(at, "oid"));
}

/// Of either side; the side after says what a table is from now on.
struct NamedTable {
    const Schema* schema;
    const Table* table;
};

std::vector<NamedTable> tables_in(const RevisionSubject& subject, const Tokens& tokens) {
    std::vector<NamedTable> tables;
    for (const Schema* schema : {&subject.after, &subject.before})
        for (std::size_t at = 0; at != tokens.size(); ++at) {
            const Table* table = table_named(*schema, tokens.name(at));
            const bool known =
                table == nullptr || std::any_of(tables.begin(), tables.end(), [&](const auto& each) {
                    return detail::fold(each.table->name) == detail::fold(table->name);
                });
            if (!known) tables.push_back({schema, table});
        }
    return tables;
}

void warn(const NamedTable& in, const std::string& word, Span place, DiagnosticSink& sink) {
    sink.warning(DiagnosticKind::implicit_rowid, place,
                 fmt::format("`{}` of `{}` is no column: VACUUM and a rebuild by hand number its rows anew",
                             word, in.table->name),
                 {}, "go by the primary key, or declare an `int64 primary key`, which is the rowid");
}

void used(const RevisionScript& script, const ScriptStep& step, DiagnosticSink& sink) {
    for (std::size_t at = 0; at != step.tokens.size(); ++at) {
        if (!is_rowid_word(step.tokens, at)) continue;
        for (const NamedTable& in : tables_in(script.subject(), step.tokens)) {
            if (in.table->without_rowid || rowid_alias(*in.schema, *in.table) != nullptr) continue;
            if (find_column(*in.table, step.tokens.name(at)) != nullptr) continue;
            return warn(in, step.tokens.at(at), step.place(at), sink);
        }
    }
}

/// `CREATE VIRTUAL TABLE … USING fts5(…, content='t')` finds the rows of `t` by their rowids.
void external_content(const RevisionScript& script, const ScriptStep& step, DiagnosticSink& sink) {
    const Tokens& tokens = step.tokens;
    for (std::size_t at = 0; at + 2 < tokens.size(); ++at) {
        if (!tokens.is(at, "content") || !tokens.is(at + 1, "=")) continue;
        const Table* table =
            table_named(script.subject().after, detail::fold(detail::unquote(tokens.text(at + 2))));
        if (table == nullptr || rowid_alias(script.subject().after, *table) != nullptr) continue;
        warn({&script.subject().after, table}, "rowid", step.place(at + 2), sink);
    }
}

}  // namespace

void rowids(const RevisionScript& script, DiagnosticSink& sink) {
    for (const ScriptStep& step : script.steps()) {
        if (step.directive || step.fills_copy()) continue;
        if (step.tokens.is(0, "create") && step.tokens.is(1, "virtual"))
            external_content(script, step, sink);
        else
            used(script, step, sink);
    }
}

}  // namespace varve::compiler::lint_rules
