#include "generator/history/hand_written.hpp"

#include <set>

#include "generator/history/diff.hpp"
#include "generator/history/manipulation.hpp"
#include "generator/history/plan.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {
namespace {

/// What a plan says without hints; nothing where it would need one: then all was somebody's decision.
std::set<std::string> planned(const Schema& before, const Schema& after) {
    DiagnosticSink sink;
    const Changes changes = diff(before, after, sink);
    const Plan steps = plan(before, after, changes, sink);
    std::set<std::string> statements;
    if (sink.has_errors()) return statements;
    const std::string up = detail::normalise_sql(steps.up);
    for (const detail::Step& step : detail::split_steps(up))
        if (!step.directive) statements.emplace(step.text);
    return statements;
}

}  // namespace

std::vector<std::string> hand_written(const RevisionSource& revision, const Schema& before) {
    const std::set<std::string> known = planned(before, revision.schema);
    std::vector<std::string> statements;
    bool inside = false;
    for (const detail::Step& step : detail::split_steps(revision.up)) {
        if (step.directive) {
            const std::string_view word = step.text.substr(0, step.text.find(' '));
            if (word == "rebuild" || word == "edit") inside = true;
            if (word == "end") inside = false;
            continue;
        }
        const std::string text(step.text);
        if (!inside && known.count(text) == 0 && StatementReader(text).manipulation())
            statements.push_back(text);
    }
    return statements;
}

}  // namespace varve::compiler
