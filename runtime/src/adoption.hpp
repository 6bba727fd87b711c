#pragma once

#include <cstddef>
#include <string>

#include <varve/chain.hpp>
#include <varve/connection.hpp>

namespace varve::detail {

/// The place of the revision whose structure a database without ledger has, as no other revision does; 0 with
/// a `reason` when none does (it shows the difference to the nearest) or several do (it lists them). Where
/// the chain was imported and the database holds the table of the tool before varve, that table decides
/// between several, and must agree with the structure.
std::size_t find_adoptable(const Connection& connection, const Chain& chain, std::string& reason);

}  // namespace varve::detail
