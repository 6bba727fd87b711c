#include <varve/connection.hpp>
#include <varve/migrate.hpp>

#include "runtime/src/drift.hpp"
#include "runtime/src/line.hpp"
#include "runtime/src/migrator.hpp"

namespace varve {

Position inspect(Connection& connection, const Chain& chain) {
    detail::count_at(chain, {}, 0);
    detail::ReadTransaction one_state(connection.native_handle());
    try {
        const detail::Line line(connection, chain);
        return detail::believe(connection, line.chain()).position;
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
