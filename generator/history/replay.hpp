#pragma once

#include "generator/base/diagnostic.hpp"
#include "generator/base/source_file.hpp"
#include "generator/history/verify.hpp"

namespace varve::compiler {

/// Rehearses the chain on in-memory databases with the application's own migrator, on populated data: every
/// revision up, down (where it has one), up. Reports a revision whose structure is not its schema.varve's,
/// that loses rows it does not declare, or whose down is not what its grade claims (V05xx); with the sources
/// of the chain's files, at the statement that failed. What the revisions require of the application, and
/// `requirements` (today's schema's) besides, has stand-ins.
void replay(const VerifiedChain& chain, DiagnosticSink& sink, const SourceSet* sources = nullptr,
            const std::vector<Requirement>& requirements = {});

}  // namespace varve::compiler
