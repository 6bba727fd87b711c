#include <fmt/format.h>

#include <set>
#include <utility>

#include "generator/lint/revision_rules.hpp"
#include "runtime/src/catalog.hpp"

namespace varve::compiler::lint_rules {

namespace {

using Lost = std::pair<std::string, std::string>;  ///< table and column, folded; "" for the table itself

std::string spelled(const Schema& schema, const std::string& name) {
    const Table* table = table_named(schema, name);
    return table == nullptr ? name : table->name;
}

class Losses {
public:
    Losses(const RevisionScript& script, DiagnosticSink& sink) : script_(script), sink_(sink) {}

    void run() {
        for (const ScriptStep& step : script_.steps())
            if (step.directive && step.tokens.is(0, "lose")) declared(step);
        for (const Passage& passage : script_.subject().passages)
            if (passage.table_now.empty() || (!passage.column.empty() && passage.column_now.empty()))
                gone(passage);
        for (const ScriptStep& step : script_.steps())
            if (step.effect.verb == "delete" && !step.tokens.has("where")) emptied(step);
    }

private:
    void declared(const ScriptStep& step) {
        for (std::size_t at = 1; at < step.tokens.size(); ++at) {
            if (step.tokens.is(at, ".") || step.tokens.is(at - 1, ".")) continue;
            const bool has_column = step.tokens.is(at + 1, ".");
            tell(step.span, step.tokens.name(at), has_column ? step.tokens.name(at + 2) : std::string());
        }
    }

    void gone(const Passage& passage) {
        tell(script_.place_of(passage.table, passage.column), detail::fold(passage.table),
             detail::fold(passage.column));
    }

    void emptied(const ScriptStep& step) {
        const Table* table = table_named(script_.subject().before, step.effect.table);
        if (table != nullptr) tell(step.span, step.effect.table, "");
    }

    void tell(Span place, const std::string& table, const std::string& column) {
        if (!told_.emplace(table, column).second || told_.count({table, ""}) > (column.empty() ? 1U : 0U))
            return;
        const std::string name = spelled(script_.subject().before, table);
        const bool rowids = column == "rowid";
        sink_.warning(
            DiagnosticKind::destructive_change, place,
            column.empty() ? fmt::format("users lose every row of `{}`", name)
            : rowids       ? fmt::format("users lose the rowids of `{}`, and what was kept by them", name)
                           : fmt::format("users lose every value of `{}.{}`", name, column),
            {},
            rowids ? "say why nothing outside of the database knows them"
                   : "keep them under another name for one more release, or say why nobody needs them");
    }

    const RevisionScript& script_;
    DiagnosticSink& sink_;
    std::set<Lost> told_;
};

}  // namespace

void losses(const RevisionScript& script, DiagnosticSink& sink) {
    Losses(script, sink).run();
}

}  // namespace varve::compiler::lint_rules
