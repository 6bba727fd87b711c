#pragma once

#include <string>
#include <varve/chain.hpp>
#include <varve/connection.hpp>

#include "runtime/command_line/target.hpp"

namespace varve::detail {

/// A script for the sqlite3 shell (3.37 or newer) that takes a database from one place of the chain to
/// another as the migrator would: a transaction a revision, foreign keys off around all, rebuilds carried out
/// step by step, rows counted, the ledger and its log written with their digests. It stops at the first thing
/// that is not as expected, with that transaction rolled back. No database is looked at: the structures on
/// the way are made in memory, on a connection opened by `scratch`. Throws CommandError for a chain that
/// cannot be run there, and for a down that is graded `none`, or loses something without `allow_loss`.
std::string offline_script(const Chain& chain, Place from, Place to, bool allow_loss,
                           const ConnectionOptions& scratch);

}  // namespace varve::detail
