#include "generator/history/diff.hpp"

#include "generator/history/compare.hpp"
#include "generator/history/judge.hpp"

namespace varve::compiler {

Changes diff(const Schema& newest, const Schema& today, DiagnosticSink& sink) {
    const Matching matching = match(newest, today);
    report_undeclared_renames(matching, newest, today, sink);
    report_spent_hints(matching, newest, today, sink);
    return compare(newest, today, matching);
}

}  // namespace varve::compiler
