#include <varve/connection.hpp>
#include <varve/migrate.hpp>

#include "runtime/src/drift.hpp"
#include "runtime/src/migrator.hpp"
#include "runtime/src/refusals.hpp"

namespace varve {

Position inspect(Connection& connection, const Chain& chain) {
    detail::count_at(chain, {}, 0);
    detail::ReadTransaction one_state(connection.native_handle());
    return detail::assess(connection, chain).position;
}

Drift check(Connection& connection, const Chain& chain) {
    detail::count_at(chain, {}, 0);
    sqlite3* db = connection.native_handle();
    detail::ReadTransaction one_state(db);
    detail::Assessment found = detail::assess(connection, chain);
    Position& position = found.position;
    if (position.standing == Standing::fresh) return {};
    if (position.standing == Standing::unversioned) return detail::find_drift(connection, chain, chain.count).drift;
    std::string problem = position.reason.empty() ? detail::log_problem(db, found.ledger) : std::string();
    if (!problem.empty()) {
        position.standing = Standing::unreadable;
        position.reason = detail::refuse_unreadable(connection.path(), problem);
    }
    if (!position.reason.empty()) throw MigrationError(position.reason, position);
    return detail::find_drift(connection, chain, position.applied).drift;
}

}  // namespace varve
