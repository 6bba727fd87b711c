#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>

#include <varve/chain.hpp>
#include <varve/migrate.hpp>

#include "runtime/src/structure.hpp"

struct sqlite3;

namespace varve::detail {

/// Objects that are not varve's, by type and name, with the table each stands on: kept through every
/// migration, compared with nothing.
using ForeignObjects = std::map<std::pair<std::string, std::string>, std::string>;

struct DriftReport {
    Drift drift;
    ForeignObjects foreign;
};

/// Compares the database with the structure after the chain's first `count` revisions.
DriftReport find_drift(sqlite3* db, const Chain& chain, std::size_t count);

/// After a step: what is ours equals the structure after `count` revisions, and every foreign object still
/// stands (unless its table went). Throws StepFailure with the difference.
void check_structure(sqlite3* db, const Chain& chain, std::size_t count, const ForeignObjects& foreign);

}  // namespace varve::detail
