#pragma once

#include <vector>

#include "generator/driver/project.hpp"
#include "generator/driver/proof_cache.hpp"

namespace varve::compiler {

/// Rehearses the project's chain (replay), but for the frozen revisions that `cache` knows to have come
/// through. What is reported is the same with any cache: only rehearsals without a word are kept. Drafts are
/// always rehearsed.
void prove(Project& project, ProofCache& cache);

/// all_requirements() of the project's chain and schema, of which no more snapshots are read than `cache`
/// leaves.
std::vector<Requirement> chain_requirements(Project& project, ProofCache& cache);

}  // namespace varve::compiler
