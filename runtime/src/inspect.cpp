#include <varve/connection.hpp>
#include <varve/migrate.hpp>

#include "runtime/src/drift.hpp"
#include "runtime/src/line.hpp"
#include "runtime/src/migrator.hpp"
#include "runtime/src/refusals.hpp"

namespace varve {

namespace {

/// As assess(), with the log read as well: a ledger that its log contradicts tells no place.
detail::Assessment believe(Connection& connection, const Chain& chain) {
    detail::Assessment found = detail::assess(connection, chain);
    if (!found.ledger.exists || !found.position.reason.empty()) return found;
    const std::string problem = detail::log_problem(connection.native_handle(), found.ledger);
    if (problem.empty()) return found;
    found.position = {};
    found.position.standing = Standing::unreadable;
    found.position.reason = detail::refuse_unreadable(connection.path(), problem);
    return found;
}

}  // namespace

Position inspect(Connection& connection, const Chain& chain) {
    detail::count_at(chain, {}, 0);
    detail::ReadTransaction one_state(connection.native_handle());
    try {
        const detail::Line line(connection, chain);
        return believe(connection, line.chain()).position;
    } catch (const MigrationError& untold) {
        return untold.position();
    }
}

Drift check(Connection& connection, const Chain& chain) {
    detail::count_at(chain, {}, 0);
    detail::ReadTransaction one_state(connection.native_handle());
    const Position position = inspect(connection, chain);
    if (position.standing == Standing::fresh) return {};
    if (position.standing == Standing::unversioned)
        return detail::find_drift(connection, chain, chain.count).drift;
    if (!position.reason.empty()) throw MigrationError(position.reason, position);
    const detail::Line line(connection, chain);
    return detail::find_drift(connection, line.chain(), position.applied).drift;
}

}  // namespace varve
