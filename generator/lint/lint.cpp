#include "generator/lint/lint.hpp"

#include "generator/lint/rules.hpp"

namespace varve::compiler {

void lint(const LintSubject& subject, DiagnosticSink& sink) {
    DiagnosticSink found;
    lint_rules::keys(subject.schema, found);
    lint_rules::tables(subject.schema, found);
    lint_rules::sql(subject.schema, found);
    if (subject.newest != nullptr) lint_rules::order(subject.schema, *subject.newest, found);
    lint_rules::scans(subject, found);
    lint_rules::report_unallowed({subject.sources, subject.comments, "//", "L101"}, found, sink);
}

}  // namespace varve::compiler
