#pragma once

#include <string>
#include <vector>

#include "generator/history/amend.hpp"

namespace varve::compiler {

/// Each amendment's directory, by its stamp; null where it has none. Reports stamps, lines and directories
/// without a partner.
std::vector<const AmendmentSource*> match_amendments(const Lock& lock,
                                                     const std::vector<AmendmentSource>& directories,
                                                     Span lock_span, DiagnosticSink& sink);

/// Whether a directory is what its line says. `digest` is that which its texts give under the line's name.
void verify_amendment(const AmendmentRecord& record, const RevisionSource& texts, const std::string& digest,
                      const RevisionSource& amended, DiagnosticSink& sink);

/// What supersedes a revision leads to its schema.
void verify_same_schema(const RevisionSource& texts, const RevisionSource& amended, DiagnosticSink& sink);

}  // namespace varve::compiler
