#pragma once

#include <varve/chain.hpp>
#include <varve/connection.hpp>

namespace varve::detail {

/// For a program that has had the database open, inside its write transaction, where nobody can migrate
/// before its end: throws MigrationError, of the code `superseded`, when the database is at another revision
/// than this chain's head and a revision that the chain does not hold is not marked `compatible readers`.
void refuse_if_superseded(const Connection& connection, const Chain& chain);

}  // namespace varve::detail
