#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <varve/chain.hpp>
#include <varve/connection.hpp>
#include <varve/migrate.hpp>

#include "runtime/src/foreign.hpp"
#include "runtime/src/mending.hpp"
#include "runtime/src/structure_image.hpp"

namespace varve::detail {

struct DriftReport {
    Drift drift;
    ForeignObjects foreign;
};

/// Compares the database with the structure after the chain's first `count` revisions.
DriftReport find_drift(const Connection& connection, const Chain& chain, std::size_t count);

/// SQL that would put back what differs; none of it was or will be run.
Mending mending_of(const Connection& connection, const Chain& chain, std::size_t count);

/// The first revision behind those `count` whose structure the database has: other hands went ahead of it.
/// Null for none.
const Revision* later_of_this_structure(const Connection& connection, const Chain& chain, std::size_t count);

/// After a step: what is ours equals the structure after `count` revisions, and every foreign object still
/// stands (unless its table went). Throws StepFailure with the difference. An image of the
/// structure that was read since the step says it for less. True where a foreign object is one of the
/// revision's: what other hands had made before is ours now.
bool check_structure(const Connection& connection, const Chain& chain, std::size_t count,
                     const ForeignObjects& foreign, const StructureImage* image = nullptr);

}  // namespace varve::detail
