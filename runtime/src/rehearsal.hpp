#pragma once

#include <cstddef>
#include <vector>

#include <varve/chain.hpp>
#include <varve/connection.hpp>

#include "runtime/src/structure.hpp"

namespace varve::detail {

/// The structures after each of the chain's first `count` revisions, by running them on an in-memory
/// twin of the connection. The rare path: only the head's structure is baked, of the others their fingerprints.
std::vector<Structure> replay_structures(const Connection& connection, const Chain& chain,
                                         std::size_t count);

/// The structure after the first `count` revisions; baked where it is the head's, empty for 0.
Structure structure_at(const Connection& connection, const Chain& chain, std::size_t count);

/// Its fingerprint, which is baked for every revision.
std::string fingerprint_at(const Chain& chain, std::size_t count);

}  // namespace varve::detail
