#pragma once

#include "generator/base/diagnostic.hpp"
#include "generator/lint/script.hpp"

/// The rules for revisions, each group in a file of its own. They warn of all that they see; what is allowed
/// is taken out later.
namespace varve::compiler::lint_rules {

void losses(const RevisionScript& script, DiagnosticSink& sink);          ///< L201
void older_programs(const RevisionScript& script, DiagnosticSink& sink);  ///< L204, L208
void rebuilds(const RevisionScript& script, DiagnosticSink& sink);        ///< L202
void standing_rows(const RevisionScript& script, DiagnosticSink& sink);   ///< L203
void rowids(const RevisionScript& script, DiagnosticSink& sink);          ///< L205
void cascades(const RevisionScript& script, DiagnosticSink& sink);        ///< L206
void firing(const RevisionScript& script, DiagnosticSink& sink);          ///< L207
void conversions(const RevisionScript& script, DiagnosticSink& sink);     ///< L209
void shortcuts(const RevisionScript& script, DiagnosticSink& sink);       ///< L210, L211, L212
void quoted_texts(const RevisionScript& script, DiagnosticSink& sink);    ///< L213

}  // namespace varve::compiler::lint_rules
