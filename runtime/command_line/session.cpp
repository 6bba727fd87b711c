#include "runtime/command_line/session.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

#include "runtime/command_line/command_error.hpp"
#include "runtime/command_line/database_path.hpp"
#include "runtime/src/line.hpp"
#include "runtime/src/open_failure.hpp"
#include "runtime/src/tidy_reader.hpp"

namespace varve::detail {

std::string named_database(const CommandOptions& options) {
    return database_path(options.database, std::getenv("DATABASE_URL"));
}

bool database_exists(const std::string& path) {
    require_way_to(path);
    std::error_code ignored;
    return std::filesystem::exists(path, ignored);
}

void require_database(const std::string& path) {
    if (database_exists(path)) return;
    throw CommandError(exit_failed, fmt::format("there is no database at `{}`: `upgrade` makes one", path));
}

std::string why_empty(const CommandOptions& options) {
    const std::string why = options.why_empty ? options.why_empty() : "";
    return why.empty() ? "the chain has no revision yet" : why;
}

ConnectionOptions connection_options(const CommandOptions& options) {
    ConnectionOptions connection;
    connection.path = named_database(options);
    connection.configure = options.configure;
    connection.configure_context = options.configure_context;
    return connection;
}

Connection open_for_asking(const CommandOptions& options) {
    const ConnectionOptions connection = connection_options(options);
    require_database(connection.path);
    return open_tidy_reader(connection);
}

Connection open_existing(const CommandOptions& options) {
    ConnectionOptions connection = connection_options(options);
    require_database(connection.path);
    connection.create = false;
    connection.journal_mode = JournalMode::keep;
    return Connection::open(connection);
}

bool has_place(const Position& position) {
    return position.standing == Standing::fresh || position.standing == Standing::behind ||
           position.standing == Standing::at_head;
}

Place place_of(const Chain& chain, const Position& position) {
    if (has_place(position)) {
        const Place known = Graph(chain).place_of(position.head);
        return known == 0 ? position.applied : known;
    }
    const std::string reason = !position.reason.empty()
                                   ? position.reason
                                   : "the database has no revision yet: `upgrade` adopts it, or "
                                     "name the revision itself instead of a number of steps";
    throw MigrationError(reason, position);
}

Here known_by(Connection& connection, const Chain& chain) {
    const Graph graph(chain);
    Here here(0);
    for (const Revision& revision : walked_by(connection, chain, graph))
        here.line.push_back(graph.place_of(revision.digest));
    if (!here.line.empty()) here.place = here.line.back();
    return here;
}

Here here_of(Connection& connection, const Chain& chain) {
    const Here here(place_of(chain, inspect(connection, chain)));
    return is_line(chain) ? here : known_by(connection, chain);
}

std::vector<Place> pending_at(const Chain& chain, const Position& position) {
    return Graph(chain).pending(place_of(chain, position));
}

}  // namespace varve::detail
