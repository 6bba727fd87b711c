#pragma once

#include <cstddef>

#include "generator/history/replay_database.hpp"
#include "generator/history/replay_report.hpp"
#include "generator/history/verify.hpp"

namespace varve::compiler {

/// As replay_revision(), of a revision that was superseded: every way into it from its one parent, each on the
/// same lineage. What stands behind it stands on what the newest one made.
bool replay_ways(const VerifiedChain& chain, std::size_t index, ReplayDatabase& lineage, ReplayOutput output);

}  // namespace varve::compiler
