#pragma once

#include "generator/driver/project.hpp"
#include "generator/driver/proof_cache.hpp"
#include "generator/history/replay_head.hpp"

namespace varve::compiler {

/// What programs make new databases of (prove_head), of a chain that prove() let through; from `cache` where
/// that knows it. Nothing of a project with errors.
ProvedHead proved_head(Project& project, ProofCache& cache);

}  // namespace varve::compiler
