#include <fmt/core.h>

#include <varve/migrate.hpp>

#include "runtime/src/migrator.hpp"
#include "runtime/src/moves.hpp"
#include "runtime/src/names.hpp"
#include "runtime/src/take_back.hpp"
#include "runtime/src/write_lock.hpp"

namespace varve {

namespace {

using detail::Migrator;

std::string refuse_no_way_down(const std::string& path, const Revision& revision) {
    return fmt::format(
        "`{}` cannot go below revision {}: it has no way down; restore a backup instead; nothing was "
        "changed",
        path, detail::describe(revision));
}

std::string refuse_loss(const std::string& path, const std::vector<Revision>& way) {
    std::vector<std::string> lines;
    for (const Revision& each : way)
        if (each.grade == Grade::loses)
            lines.push_back(fmt::format("{} loses {}", detail::describe(each), each.loses));
    return fmt::format(
        "going down would lose data of `{}`:\n{}say `--allow-loss` (`allow_loss`) if that is meant; "
        "nothing was changed",
        path, detail::indented(lines));
}

/// Every grade, before the first step.
void check_way(const Migrator& migrator, const std::string& path, const std::vector<Revision>& way,
               const MigrateOptions& options) {
    bool loses = false;
    for (const Revision& revision : way) {
        if (revision.grade == Grade::none || revision.down.count == 0)
            migrator.refuse(refuse_no_way_down(path, revision));
        loses = loses || revision.grade == Grade::loses;
    }
    if (loses && !options.allow_loss) migrator.refuse(refuse_loss(path, way));
}

/// What goes, newest first.
std::vector<Revision> way_down(const Chain& chain, std::size_t applied, std::size_t goal,
                               const std::vector<Revision>& further) {
    std::vector<Revision> way;
    for (std::size_t i = applied; i > goal; --i)
        way.push_back(chain.revisions[i - 1]);
    way.insert(way.end(), further.begin(), further.end());
    return way;
}

std::string refuse_above(const std::string& path, const Chain& chain, std::size_t applied, std::size_t goal) {
    return fmt::format("`{}` is at {}, which is below {}: going there is an upgrade; nothing was changed",
                       path, applied == 0 ? "base" : detail::describe(chain.revisions[applied - 1]),
                       detail::describe(chain.revisions[goal - 1]));
}

/// One transaction. False when the database is at the goal.
bool descend(Migrator& migrator, const std::string& path, const Chain& chain, const MigrateOptions& options,
             std::size_t goal, const std::vector<Revision>& further, MigrateResult& result) {
    detail::WriteLock lock(migrator.db(), options.busy_deadline_ms);
    migrator.look();
    const detail::Assessment& state = migrator.state();
    if (state.take_back) migrator.refuse(state.position.reason);
    if (state.relabel)
        migrator.refuse(fmt::format(
            "`{}` is at {}, which this program holds under another id: `upgrade` it first; nothing was "
            "changed",
            path, detail::describe(state.ledger.rows.back())));
    if (state.adoptable != 0 && !state.ledger.exists)
        migrator.refuse(
            fmt::format("`{}` has no ledger: `upgrade` or `stamp` it first; nothing was changed", path));
    std::size_t applied = state.position.applied;
    if (applied < goal) migrator.refuse(refuse_above(path, chain, applied, goal));
    if (applied == goal && further.empty()) return false;
    check_way(migrator, path, way_down(chain, applied, goal, further), options);
    if (applied == goal) return false;
    migrator.look_ahead(applied, goal);
    migrator.secure([&] { return detail::steps_between(chain, applied, goal); });
    if (!migrator.take_down(applied - 1)) return true;
    lock.commit();
    result.kind = MigrateResult::Kind::taken_down;
    result.revisions.emplace_back(chain.revisions[applied - 1].name);
    return true;
}

}  // namespace

MigrateResult detail::downgrade_on_line(Connection& connection, const Chain& chain,
                                        const MigrateOptions& options, std::size_t goal,
                                        const std::vector<Revision>& further) {
    MigrateResult result;
    Migrator migrator(connection, chain, options);
    migrator.aim_at(goal);
    return migrator.with_backup([&] {
        migrator.run(
            [&] { return descend(migrator, connection.path(), chain, options, goal, further, result); });
        return std::move(result);
    });
}

MigrateResult downgrade(Connection& connection, const Chain& chain, std::string_view target,
                        const MigrateOptions& options) {
    const std::size_t goal = detail::count_at(chain, target, 0);
    const MigrateResult newer = detail::take_newer_back(connection, chain, options);
    return detail::after(newer, detail::is_line(chain)
                                    ? detail::downgrade_on_line(connection, chain, options, goal)
                                    : detail::downgrade_in_graph(connection, chain, options, goal));
}

}  // namespace varve
