#include <fmt/core.h>

#include <algorithm>

#include <varve/migrate.hpp>

#include "runtime/src/line.hpp"
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
void rewrite(sqlite3* db, const Chain& chain, const detail::Assessment& state, std::size_t goal,
             const StampOptions& options) {
    const bool forced = options.force || options.purge;
    if (!state.ledger.exists) detail::create_ledger(db);
    const std::size_t known = options.purge ? 0 : std::min({state.common, goal, state.ledger.rows.size()});
    std::size_t kept = 0;
    while (kept != known && state.ledger.rows[kept].digest == chain.revisions[kept].digest)
        ++kept;
    for (std::size_t i = state.ledger.rows.size(); i != kept; --i)
        detail::unrecord(db, state.ledger.rows[i - 1], detail::LogAction::unstamp, chain.build, forced);
    for (std::size_t i = kept; i != goal; ++i)
        detail::record(db, detail::ledger_row(chain, chain.revisions[i]), detail::LogAction::stamp,
                       chain.build, forced);
}

void check_ledger(const detail::Assessment& state) {
    const Position& position = state.position;
    const bool ours_to_say = position.standing != Standing::unreadable &&
                             position.standing != Standing::foreign && position.standing != Standing::ahead;
    if (!ours_to_say) throw MigrationError(position.reason, position);
}

/// A ledger whose log can be continued is emptied row by row, so that the log tells of it; another one goes.
void forget_damaged(sqlite3* db, detail::Assessment& state) {
    if (state.position.standing != Standing::unreadable) return;
    detail::drop_ledger(db);
    state.ledger = {};
}

/// The line that the ledger says, whatever else may be wrong with it.
std::vector<Revision> recorded(sqlite3* db, const Chain& chain, const detail::Graph& graph) {
    std::string problem;
    return detail::walked_by(chain, graph, detail::read_ledger(db, problem));
}

}  // namespace

void stamp(Connection& connection, const Chain& whole, std::string_view target, const StampOptions& options) {
    const std::size_t place = detail::count_at(whole, target, 0);
    MigrateOptions migrate;
    migrate.busy_deadline_ms = connection.busy_deadline_ms();
    detail::Migrator migrator(connection, whole, migrate);
    sqlite3* db = migrator.db();
    detail::WriteLock lock(db, migrate.busy_deadline_ms);
    const detail::Graph graph(whole);
    std::vector<Revision> walked = recorded(db, whole, graph);
    const detail::Line here(whole, graph, walked, detail::end_of(graph, walked));
    detail::Assessment state = detail::believe(connection, here.chain());
    const std::string& path = connection.path();
    if (state.position.standing == Standing::fresh)
        throw MigrationError(
            fmt::format("`{}` is empty: `upgrade` it instead of stamping it; nothing was changed", path),
            state.position);
    if (options.purge)
        forget_damaged(db, state);
    else
        check_ledger(state);
    if (place == 0) throw Error(ErrorCode::misuse, "cannot stamp base: name a revision");
    if (options.purge) walked.clear();
    const detail::Line there(whole, graph, detail::walked_over(whole, graph, std::move(walked), place, place),
                             place);
    const Chain& chain = there.chain();
    const std::size_t goal = there.count_to(target);
    const detail::DriftReport report = detail::find_drift(connection, chain, goal);
    if (!options.force && !report.drift.ours.empty())
        throw MigrationError(refuse_structure(path, chain.revisions[goal - 1], report.drift), state.position);
    const std::int64_t cookie = detail::read_schema_cookie(db);
    rewrite(db, chain, state, goal, options);
    detail::touch_schema_cookie(db, cookie);
    lock.commit();
}

}  // namespace varve
