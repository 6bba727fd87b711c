#pragma once

#include <cstddef>

#include "generator/history/edges.hpp"
#include "generator/history/replay_database.hpp"
#include "generator/history/replay_report.hpp"
#include "generator/history/verify.hpp"

namespace varve::compiler {

/// Rehearses one step of the chain as a chain of its own. `lineage` has lived through the revisions before it, holds
/// only what they and their proofs wrote, and is taken behind it; the rehearsal itself runs on a populated
/// copy. False when the lineage did not come through: nothing behind it can be rehearsed.
bool replay_revision(const Chain& whole, const VerifiedChain& chain, const Edge& edge,
                     ReplayDatabase& lineage, ReplayOutput output);

}  // namespace varve::compiler
