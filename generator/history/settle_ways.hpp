#pragma once

#include <string>
#include <vector>

#include "generator/history/verify.hpp"

namespace varve::compiler {

/// Gives each crossing of a frozen revision its parent's digest, and all of them the order of the parents.
/// False, and told, where directory and line do not speak of the same ways.
bool settle_ways(RevisionSource& revision, const LockRecord& record, DiagnosticSink& sink);

/// The same of a draft: one that has crossings has one from each head of the chain.
bool settle_ways(RevisionSource& draft, const std::vector<std::string>& heads, DiagnosticSink& sink);

}  // namespace varve::compiler
