#pragma once

#include <cstddef>
#include <vector>

#include <varve/connection.hpp>
#include <varve/migrate.hpp>

#include "runtime/src/graph.hpp"

namespace varve::detail {

// What upgrade() and downgrade() do. On a line, a goal is a number of revisions; in a graph, it is a place.

MigrateResult upgrade_on_line(Connection& connection, const Chain& line, const MigrateOptions& options,
                              std::size_t goal);
/// Throws MigrationError where the head is several.
void refuse_heads(const std::string& path, const Chain& chain);

MigrateResult upgrade_in_graph(Connection& connection, const Chain& chain, const MigrateOptions& options,
                               Place goal);

/// `further`: downs that will run after this one's, and are held to the same demands before anything is
/// written.
MigrateResult downgrade_on_line(Connection& connection, const Chain& line, const MigrateOptions& options,
                                std::size_t goal, const std::vector<Revision>& further = {});
MigrateResult downgrade_in_graph(Connection& connection, const Chain& chain, const MigrateOptions& options,
                                 Place goal);

}  // namespace varve::detail
