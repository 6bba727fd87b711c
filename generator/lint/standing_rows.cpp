#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "generator/lint/revision_rules.hpp"
#include "runtime/src/catalog.hpp"

namespace varve::compiler::lint_rules {

namespace {

using Names = std::vector<std::string>;

/// The keys by which rows of a table may not be equal.
std::vector<Names> keys_of(const Table& table) {
    std::vector<Names> keys;
    const auto add = [&](const std::vector<KeyTerm>& terms) {
        Names key;
        for (const KeyTerm& term : terms)
            key.push_back(detail::fold(term.column));
        keys.push_back(std::move(key));
    };
    if (table.primary_key) add(table.primary_key->terms);
    for (const Unique& unique : table.uniques) {
        keys.emplace_back();
        for (const std::string& column : unique.columns)
            keys.back().push_back(detail::fold(column));
    }
    for (const Index& index : table.indexes)
        if (index.unique) add(index.terms);
    return keys;
}

bool holds(const Names& all, const std::string& name) {
    return std::find(all.begin(), all.end(), name) != all.end();
}

class StandingRows {
public:
    StandingRows(const RevisionScript& script, DiagnosticSink& sink)
        : script_(script), subject_(script.subject()), sink_(sink) {}

    void run() {
        for (const RevisionDemand& demand : subject_.demands)
            tell(place_of(demand), demand.breaking, demand.constraint + " is new");
        for (const ScriptStep& step : script_.steps()) {
            const Table* table = table_named(subject_.before, step.effect.table);
            if (table == nullptr) continue;
            if (step.effect.verb == "insert") inserted(step, *table);
            if (step.effect.verb == "update") updated(step, *table);
        }
    }

private:
    /// The index that makes the demand; else where its table is decided on.
    Span place_of(const RevisionDemand& demand) const {
        for (const ScriptStep& step : script_.steps()) {
            if (step.directive || !step.tokens.is(0, "create") || !step.tokens.is(1, "unique")) continue;
            if (demand.constraint.find("`" + step.tokens.name(3) + "`") != std::string::npos)
                return step.span;
        }
        return script_.place_of(demand.table);
    }

    void tell(Span place, const std::string& breaking, const std::string& reason) {
        sink_.warning(DiagnosticKind::may_fail_on_rows, place,
                      fmt::format("it fails on a database in which {}: {}", breaking, reason), {},
                      "mend such rows first, by a statement of its own");
    }

    void inserted(const ScriptStep& step, const Table& table) {
        const Tokens& tokens = step.tokens;
        if (tokens.is(1, "or") || tokens.has("conflict") || tokens.has("exists") || tokens.has("except"))
            return;
        for (const Names& key : keys_of(table)) {
            const bool given = std::all_of(key.begin(), key.end(), [&](const std::string& column) {
                return !step.effect.columns || holds(*step.effect.columns, column);
            });
            if (!given || key.empty()) continue;
            sink_.warning(DiagnosticKind::may_fail_on_rows, step.span,
                          fmt::format("it fails on a database in which `{}` holds a row with the same `{}` "
                                      "already",
                                      table.name, fmt::join(key, "`, `")),
                          {},
                          fmt::format("say what happens then: `ON CONFLICT ({}) DO UPDATE SET …`",
                                      fmt::join(key, ", ")));
            return;
        }
    }

    void updated(const ScriptStep& step, const Table& table) {
        if (!step.effect.columns) return;
        for (const Names& key : keys_of(table)) {
            const auto assigned = std::find_if(key.begin(), key.end(), [&](const std::string& column) {
                return holds(*step.effect.columns, column);
            });
            if (assigned == key.end()) continue;
            sink_.warning(
                DiagnosticKind::may_fail_on_rows, step.span,
                fmt::format("it fails on a database in which two rows of `{}` come to the same `{}`",
                            table.name, fmt::join(key, "`, `")),
                {}, "mend such rows first, by a statement of its own");
            return;
        }
    }

    const RevisionScript& script_;
    const RevisionSubject& subject_;
    DiagnosticSink& sink_;
};

}  // namespace

void standing_rows(const RevisionScript& script, DiagnosticSink& sink) {
    StandingRows(script, sink).run();
}

}  // namespace varve::compiler::lint_rules
