#pragma once

#include "generator/history/match_directories.hpp"

namespace varve::compiler {

/// Whether the lock is one line of revisions, and the numbers of their directories ascend along it.
void verify_order(const Lock& lock, const std::vector<RevisionSource>& revisions,
                  const DirectoryMatches& matches, DiagnosticSink& sink);

}  // namespace varve::compiler
