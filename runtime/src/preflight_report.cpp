#include <varve/connection.hpp>
#include <varve/migrate.hpp>
#include <varve/preflight.hpp>

#include "runtime/src/disk_need.hpp"
#include "runtime/src/line.hpp"
#include "runtime/src/migrator.hpp"
#include "runtime/src/preflight.hpp"

namespace varve {

PreflightReport preflight(Connection& connection, const Chain& whole, std::string_view target) {
    const std::size_t place = detail::count_at(whole, target, whole.count);
    sqlite3* db = connection.native_handle();
    const detail::ReadTransaction one_state(db);
    const detail::Line line(connection, whole, place);
    const Chain& chain = line.chain();
    const std::size_t goal = place == 0 ? 0 : line.count_to(whole.revisions[place - 1].digest);
    const detail::Assessment state = detail::assess(connection, chain);
    const Position& position = state.position;
    if (!position.reason.empty()) throw MigrationError(position.reason, position);
    PreflightReport report;
    if (position.standing == Standing::fresh) return report;
    const std::size_t from = state.adoptable != 0 ? state.adoptable : position.applied;
    const std::vector<detail::PendingStep> steps = detail::steps_between(chain, from, goal);
    detail::Preflight asking(db);
    report.offences = asking.ahead(steps);
    report.waiting = asking.waiting();
    const std::string file = detail::file_of(db);
    const auto free = file.empty() ? std::nullopt : detail::free_bytes(file);
    for (const detail::PendingStep& step : steps)
        if (free)
            if (auto need = detail::disk_problem(db, step.revision, step.script, *free))
                report.disk.push_back(std::move(*need));
    return report;
}

}  // namespace varve
