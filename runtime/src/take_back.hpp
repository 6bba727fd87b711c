#pragma once

#include <varve/connection.hpp>
#include <varve/migrate.hpp>

namespace varve::detail {

/// Where the database is ahead of the chain and the options say so, takes it back to the newest revision that
/// both know: in one transaction, on a connection of its own, with the inverses that the database carries.
/// Nothing is done to any other database. Throws MigrationError where it may not or cannot be done.
MigrateResult take_newer_back(Connection& connection, const Chain& chain, const MigrateOptions& options);

/// What a migration did that went on from there: both together.
MigrateResult after(const MigrateResult& newer, MigrateResult result);

}  // namespace varve::detail
