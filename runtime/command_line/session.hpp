#pragma once

#include <string>
#include <varve/connection.hpp>
#include <varve/migrate.hpp>

#include "runtime/command_line/command_options.hpp"
#include "runtime/command_line/target.hpp"

namespace varve::detail {

/// The path that the user named, by `--db` or the environment.
std::string named_database(const CommandOptions& options);

/// Throws Error where a directory on the way to it may not be searched, and so does what stands on it.
bool database_exists(const std::string& path);

/// Throws CommandError unless there is a file.
void require_database(const std::string& path);

/// Why the chain has no revision, in words.
std::string why_empty(const CommandOptions& options);

/// The connection that the user asked for, with what the application registers.
ConnectionOptions connection_options(const CommandOptions& options);

/// Opens for reading, and leaves nothing beside the file; throws CommandError when there is none.
Connection open_for_asking(const CommandOptions& options);

/// Opens for writing a database that must be there; its journal mode stays as it is.
Connection open_existing(const CommandOptions& options);

/// The database's place in the chain; throws MigrationError when it has none.
Place place_of(const Chain& chain, const Position& position);

/// The same with the line on which it came there.
Here here_of(Connection& connection, const Chain& chain);

/// Where the revisions end that the database records and this chain holds.
Here known_by(Connection& connection, const Chain& chain);

/// What an upgrade to the head would apply, oldest first; nothing where of several heads one must be named.
std::vector<Place> pending_at(const Chain& chain, const Position& position);

/// Whether the place is known: the database is new, behind or at the head.
bool has_place(const Position& position);

}  // namespace varve::detail
