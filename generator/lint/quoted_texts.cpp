#include <fmt/format.h>

#include <set>

#include "generator/lint/revision_rules.hpp"
#include "runtime/src/catalog.hpp"

namespace varve::compiler::lint_rules {

namespace {

using Names = std::set<std::string>;

void add_names(const Schema& schema, Names& names) {
    for (const Table& table : schema.tables) {
        names.insert(detail::fold(table.name));
        for (const Column& column : table.columns)
            names.insert(detail::fold(column.name));
        for (const Index& index : table.indexes)
            names.insert(detail::fold(index.name.value));
    }
    for (const View& view : schema.views) {
        names.insert(detail::fold(view.name));
        for (const ViewColumn& column : view.columns)
            names.insert(detail::fold(column.name));
    }
    for (const VirtualTable& table : schema.virtual_tables)
        names.insert(detail::fold(table.name));
}

/// A name that the statement itself gives (`x AS "total"`), or one that no text stands for.
bool is_name_by_place(const Tokens& tokens, std::size_t at) {
    const std::string before = tokens.before(at);
    return before == "as" || before == "collate" || before == "." || tokens.is(at + 1, ".") ||
           tokens.is(at + 1, "(") || tokens.is(at + 1, "as");
}

void look(const ScriptStep& step, Names names, DiagnosticSink& sink) {
    const Tokens& tokens = step.tokens;
    for (std::size_t at = 0; at < tokens.size(); ++at)
        if (is_name_by_place(tokens, at)) names.insert(tokens.name(at));
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        const bool quoted = tokens.kind(at) == detail::SqlTokenKind::quoted && tokens.text(at).front() == '"';
        if (!quoted || names.count(tokens.name(at)) != 0 || tokens.name(at).starts_with("varve_")) continue;
        sink.warning(
            DiagnosticKind::text_in_double_quotes, step.place(at),
            fmt::format("`{}` names nothing: to varve's connections it is no text, and the statement fails",
                        tokens.text(at)),
            {}, "write a text in single quotes");
    }
}

}  // namespace

void quoted_texts(const RevisionScript& script, DiagnosticSink& sink) {
    Names names{"rowid", "oid", "_rowid_", "excluded"};
    add_names(script.subject().before, names);
    add_names(script.subject().after, names);
    for (const ScriptStep& step : script.steps())
        if (!step.directive && !step.effect.verb.empty()) look(step, names, sink);
}

}  // namespace varve::compiler::lint_rules
