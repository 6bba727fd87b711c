#include <fmt/core.h>

#include <algorithm>

#include <varve/migrate.hpp>

#include "runtime/src/migrator.hpp"
#include "runtime/src/names.hpp"
#include "runtime/src/refusals.hpp"
#include "runtime/src/write_lock.hpp"

namespace varve {

namespace {

std::string refuse_structure(const std::string& path, const Revision& revision, const Drift& drift) {
    return fmt::format(
        "`{}` does not have the structure of revision {}:\n{}"
        "stamp the revision that it has; nothing was changed",
        path, detail::describe(revision), detail::indented(drift.ours));
}

/// Rows that the target does not hold go, newest first; those that are missing come.
void rewrite(sqlite3* db, const Chain& chain, const detail::Assessment& state, std::size_t goal) {
    if (!state.ledger.exists) detail::create_ledger(db);
    std::size_t kept = std::min(state.common, goal);
    for (std::size_t i = state.ledger.rows.size(); i != kept; --i)
        detail::unrecord(db, state.ledger.rows[i - 1], detail::LogAction::unstamp, chain.build);
    for (std::size_t i = kept; i != goal; ++i)
        detail::record(db, detail::ledger_row(chain, chain.revisions[i]), detail::LogAction::stamp,
                       chain.build);
}

void check_ledger(sqlite3* db, const std::string& path, const detail::Assessment& state) {
    const Position& position = state.position;
    bool ours_to_say = position.standing != Standing::unreadable && position.standing != Standing::foreign &&
                       position.standing != Standing::ahead;
    if (!ours_to_say) throw MigrationError(position.reason, position);
    if (position.standing == Standing::fresh)
        throw MigrationError(
            fmt::format("`{}` is empty: `upgrade` it instead of stamping it; nothing was changed", path),
            position);
    if (!state.ledger.exists) return;
    if (std::string problem = detail::log_problem(db, state.ledger); !problem.empty())
        throw MigrationError(detail::refuse_unreadable(path, problem), position);
}

}  // namespace

void stamp(Connection& connection, const Chain& chain, std::string_view target) {
    std::size_t goal = detail::count_at(chain, target, 0);
    MigrateOptions options;
    options.busy_deadline_ms = connection.busy_deadline_ms();
    detail::Migrator migrator(connection, chain, options);
    detail::WriteLock lock(migrator.db(), options.busy_deadline_ms);
    detail::Assessment state = detail::assess(connection, chain);
    check_ledger(migrator.db(), connection.path(), state);
    if (goal == 0) throw Error(ErrorCode::misuse, "cannot stamp base: name a revision");
    detail::DriftReport report = detail::find_drift(connection, chain, goal);
    if (!report.drift.ours.empty())
        throw MigrationError(refuse_structure(connection.path(), chain.revisions[goal - 1], report.drift),
                             state.position);
    rewrite(migrator.db(), chain, state, goal);
    lock.commit();
}

}  // namespace varve
