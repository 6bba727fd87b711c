#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "generator/lint/revision_rules.hpp"
#include "runtime/src/catalog.hpp"

namespace varve::compiler::lint_rules {

namespace {

/// Whether a statement of the script changes or deletes rows of the table itself.
bool is_seen_to(const RevisionScript& script, const std::string& table) {
    return std::any_of(script.steps().begin(), script.steps().end(), [&](const ScriptStep& step) {
        const bool drops =
            step.tokens.is(0, "drop") && step.tokens.is(1, "table") && step.tokens.name(2) == table;
        const bool changes = step.effect.verb == "update" || step.effect.verb == "delete";
        return !step.directive && (drops || (changes && step.effect.table == table));
    });
}

bool assigns_one_of(const StepEffect& update, const std::vector<std::string>& columns) {
    return !update.columns || std::any_of(columns.begin(), columns.end(), [&](const std::string& column) {
        return std::find(update.columns->begin(), update.columns->end(), detail::fold(column)) !=
               update.columns->end();
    });
}

/// The clause that would act; "" where none would.
std::string clause(const StepEffect& effect, const ForeignKey& key) {
    if (effect.verb == "delete") return key.on_delete.empty() ? "" : "ON DELETE " + key.on_delete;
    if (effect.verb != "update" || key.on_update.empty() || !assigns_one_of(effect, key.references))
        return "";
    return "ON UPDATE " + key.on_update;
}

void step_on(const RevisionScript& script, const ScriptStep& step, const Table& child, DiagnosticSink& sink) {
    for (const ForeignKey& key : child.foreign_keys) {
        const std::string name = detail::fold(key.table);
        const std::string action = clause(step.effect, key);
        if (name != step.effect.table || action.empty() || action.ends_with("RESTRICT")) continue;
        if (is_seen_to(script, detail::fold(child.name)) && detail::fold(child.name) != name) continue;
        sink.warning(
            DiagnosticKind::cascade_stays_out, step.span,
            fmt::format("foreign keys are off while a revision runs: `{}` of `{}.{}` does not happen, and "
                        "the revision is refused where rows of it are left behind",
                        action, child.name, fmt::join(key.columns, ", ")),
            {}, fmt::format("do it by a statement of its own on `{}`", child.name));
    }
}

}  // namespace

void cascades(const RevisionScript& script, DiagnosticSink& sink) {
    for (const ScriptStep& step : script.steps()) {
        if (step.directive || step.effect.verb.empty()) continue;
        if (table_named(script.subject().before, step.effect.table) == nullptr) continue;
        for (const Table& child : script.subject().before.tables)
            step_on(script, step, child, sink);
    }
}

}  // namespace varve::compiler::lint_rules
