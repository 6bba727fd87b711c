#pragma once

#include "generator/driver/console.hpp"
#include "generator/driver/project.hpp"

namespace varve::compiler {

/// Proves and seals the draft that amends a frozen revision.
int freeze_amendment(Project& project, ProofCache& cache, Console& console);

/// For who would write a draft beside the one that amends a revision.
int refuse_second_draft(const Project& project, Console& console);

}  // namespace varve::compiler
