#pragma once

#include "generator/driver/project.hpp"
#include "generator/driver/proof_cache.hpp"

namespace varve::compiler {

/// Rehearses the project's chain (replay), but for the frozen revisions that `cache` knows to have come
/// through. What is reported is the same with any cache: only rehearsals without a word are kept. Drafts are
/// always rehearsed.
void prove(Project& project, ProofCache& cache);

}  // namespace varve::compiler
