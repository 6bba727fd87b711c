#pragma once

#include <vector>

#include "generator/base/diagnostic.hpp"
#include "generator/base/source_file.hpp"
#include "generator/history/verify.hpp"

namespace varve::compiler {

/// Takes each draft of a chain up and down on a database that holds nothing but the schema before it, and
/// reports (V05xx) SQL that does not end: a real database has no limit that would stop it. What else is wrong
/// with a draft is for replay() to find. False where something was reported.
bool drafts_end(const VerifiedChain& chain, const std::vector<Requirement>& requirements,
                const SourceSet& sources, DiagnosticSink& sink);

}  // namespace varve::compiler
