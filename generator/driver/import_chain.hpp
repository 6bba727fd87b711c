#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "generator/base/diagnostic.hpp"
#include "generator/history/verify.hpp"
#include "generator/import/replay_steps.hpp"

namespace varve::compiler {

/// An old chain's steps as frozen revisions of a schema of this name, each proved by the rehearsal that
/// `verify` makes. A loss that it finds is declared in the step; a down that it refutes becomes wrong.
/// Reports a step whose structure the language cannot say, and one that cannot be proved; nothing then.
std::optional<VerifiedChain> prove_steps(const std::string& schema_name, std::vector<ReplayedStep>& steps,
                                         const SourceSet& sources, DiagnosticSink& sink);

/// The chain directory's files: "0001_name/up.sql" and its text, the lock among them.
std::vector<std::pair<std::string, std::string>> chain_files(const VerifiedChain& chain,
                                                             const std::vector<ReplayedStep>& steps);

}  // namespace varve::compiler
