#pragma once

#include "generator/base/diagnostic.hpp"
#include "generator/lint/lint.hpp"

/// The rules, each group in a file of its own. They warn of all that they see; what is allowed is taken out
/// later.
namespace varve::compiler::lint_rules {

void keys(const Schema& schema, DiagnosticSink& sink);    ///< L101, L102, L104, L107, L113, L115
void tables(const Schema& schema, DiagnosticSink& sink);  ///< L103, L108, L109, L114
void sql(const Schema& schema, DiagnosticSink& sink);     ///< L105, L106
void order(const Schema& schema, const Schema& newest, DiagnosticSink& sink);  ///< L110
void scans(const LintSubject& subject, DiagnosticSink& sink);                  ///< L116

}  // namespace varve::compiler::lint_rules
