#include "runtime/src/opening.hpp"

#include <filesystem>

#include "runtime/src/connection_setup.hpp"
#include "runtime/src/migrator.hpp"

namespace varve::detail {

namespace {

bool will_be_made(const ConnectionOptions& options) {
    std::error_code ignored;
    return options.create && !std::filesystem::exists(options.path, ignored);
}

/// A switch writes, and before anything is written the whole ledger must be believed: the one small read of a
/// database that was at its goal already is not enough.
void switch_journal(Connection& connection, const ConnectionOptions& options, const Chain& chain) {
    if (has_journal_mode(connection.native_handle(), options)) return;
    if (Position position = inspect(connection, chain); !position.reason.empty())
        throw MigrationError(position.reason, position);
    set_journal_mode(connection.native_handle(), options);
}

}  // namespace

Connection open_upgraded(const ConnectionOptions& options, const Chain& chain, const MigrateOptions& migrate,
                         std::string_view target, MigrateResult& result) {
    const std::size_t goal = count_at(chain, target, chain.count);
    if (will_be_made(options)) refuse_drafts_of_new(options.path, chain, goal);
    ConnectionOptions as_it_is = options;
    as_it_is.journal_mode = JournalMode::keep;
    Connection connection = Connection::open(as_it_is);
    result = upgrade(connection, chain, migrate, target);
    switch_journal(connection, options, chain);
    return connection;
}

}  // namespace varve::detail
