#pragma once

#include "generator/base/diagnostic.hpp"
#include "generator/lint/lint.hpp"

/// The rules, each group in a file of its own. They warn of all that they see; what is allowed is taken out
/// later.
namespace varve::compiler::lint_rules {

void keys(const Schema& schema, DiagnosticSink& sink);                         ///< L101, L102, L104, L107
void tables(const Schema& schema, DiagnosticSink& sink);                       ///< L103, L108, L109
void sql(const Schema& schema, DiagnosticSink& sink);                          ///< L105, L106
void order(const Schema& schema, const Schema& newest, DiagnosticSink& sink);  ///< L110

/// Hands on the warnings that no comment allows, and warns of comments that allow nothing: L111, L112.
void report_unallowed(const LintSubject& subject, const DiagnosticSink& found, DiagnosticSink& sink);

}  // namespace varve::compiler::lint_rules
