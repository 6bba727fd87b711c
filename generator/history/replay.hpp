#pragma once

#include "generator/base/diagnostic.hpp"
#include "generator/history/verify.hpp"

namespace varve::compiler {

/// Rehearses the chain on in-memory databases with the application's own migrator, on populated data: every
/// revision up, down (where it has one), up. Reports a revision whose structure is not its schema.varve's,
/// that loses rows it does not declare, or whose down is not what its grade claims (V05xx).
void replay(const VerifiedChain& chain, DiagnosticSink& sink);

}  // namespace varve::compiler
