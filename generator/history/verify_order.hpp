#pragma once

#include "generator/history/match_directories.hpp"

namespace varve::compiler {

/// Whether the numbers of the directories ascend from parents to children.
void verify_order(const Lock& lock, const std::vector<RevisionSource>& revisions,
                  const DirectoryMatches& matches, DiagnosticSink& sink);

/// Reports heads of which there are several.
void verify_heads(const Lock& lock, const std::vector<std::string>& heads, DiagnosticSink& sink);

}  // namespace varve::compiler
