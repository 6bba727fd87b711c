#pragma once

#include <string>

#include <varve/backup.hpp>
#include <varve/connection.hpp>

#include "runtime/src/onlooker.hpp"

namespace varve::detail {

/// Puts what `source` holds (a database of at least one page) where `database` is. A database that is there
/// is backed up and written over in one transaction, between which nobody writes; else a new file gets its
/// name when it is whole. The onlooker is asked until all is written.
RestoreReport put_in_place(const Connection& source, const ConnectionOptions& database,
                           const RestoreOptions& options, Onlooker& onlooker);

}  // namespace varve::detail
