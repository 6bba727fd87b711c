#include <fmt/format.h>

#include <algorithm>

#include "generator/lint/revision_rules.hpp"
#include "runtime/src/catalog.hpp"

namespace varve::compiler::lint_rules {

namespace {

const RebuildReason* reason_of(const RevisionSubject& subject, const std::string& table) {
    const auto found =
        std::find_if(subject.rebuilds.begin(), subject.rebuilds.end(),
                     [&](const RebuildReason& each) { return detail::fold(each.table) == table; });
    return found == subject.rebuilds.end() ? nullptr : &*found;
}

}  // namespace

void rebuilds(const RevisionScript& script, DiagnosticSink& sink) {
    for (const ScriptStep& step : script.steps()) {
        const std::string name = step.rebuilt();
        const Table* before = name.empty() ? nullptr : table_named(script.subject().before, name);
        if (before == nullptr) continue;
        const RebuildReason* reason = reason_of(script.subject(), name);
        const bool has_why = reason != nullptr && !reason->why.empty();
        const bool has_cheaper = reason != nullptr && !reason->cheaper.empty();
        sink.warning(
            DiagnosticKind::table_rebuilt, step.span,
            fmt::format("`{}` is rebuilt{}: every row is written again, the file needs room for both, and "
                        "nobody else writes until it is done",
                        before->name, has_why ? ", because " + reason->why : std::string()),
            {}, has_cheaper ? reason->cheaper : "say how many rows there are, and why they may wait");
    }
}

}  // namespace varve::compiler::lint_rules
