#include <fmt/format.h>

#include <algorithm>

#include "generator/lint/rules.hpp"

namespace varve::compiler::lint_rules {

void scans(const LintSubject& subject, DiagnosticSink& sink) {
    for (const TriggerScan& scan : subject.scans) {
        const auto trigger = std::find_if(subject.schema.triggers.begin(), subject.schema.triggers.end(),
                                          [&](const Trigger& each) { return each.name == scan.trigger; });
        if (trigger == subject.schema.triggers.end()) continue;
        sink.warning(DiagnosticKind::trigger_scans, trigger->span,
                     fmt::format("trigger `{}` reads all of `{}` for each row that it fires for",
                                 scan.trigger, scan.table),
                     {}, fmt::format("add an index to `{}` that serves its WHERE", scan.table));
    }
}

}  // namespace varve::compiler::lint_rules
