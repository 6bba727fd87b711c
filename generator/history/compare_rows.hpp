#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "generator/history/carry.hpp"
#include "generator/history/snapshot.hpp"

namespace varve::compiler {

/// Tables, or columns of tables, that a step says it gives up. Folded; the column is "" for the whole table.
using Losses = std::set<std::pair<std::string, std::string>>;

/// What the `lose` and `grade loses` directives of a script say. Throws StepFailure on a directive that varve
/// does not know.
Losses losses_of(std::string_view script);

/// A carry between two snapshots of one schema: everything stays.
Carry unchanged(const Snapshot& snapshot);

/// What of `then` is not in `now` where the carry says it must be, but for the losses: "`users.phone`", "2 of
/// 6 rows of `users`", "the rowids of `users`", "the AUTOINCREMENT mark of `users`". Empty when all is there.
std::vector<std::string> missing_rows(const Snapshot& then, const Snapshot& now, const Carry& carry,
                                      const Losses& losses);

/// `later` without the rows of `earlier`: what was added in between.
Snapshot rows_added(const Snapshot& earlier, Snapshot later);

}  // namespace varve::compiler
