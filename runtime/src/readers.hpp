#pragma once

#include <string>
#include <vector>

#include <varve/chain.hpp>
#include <varve/connection.hpp>

namespace varve::detail {

/// What accessors of the chain's head read, and this database does not hold as they know it: "there is no
/// table `posts`", "the column `users.phone` is INTEGER, not TEXT"; none where they can go on. The promise of
/// `--@ compatible readers` is a newer program's, so it is looked at before it is believed.
std::vector<std::string> missing_for_readers(const Connection& connection, const Chain& chain);

}  // namespace varve::detail
