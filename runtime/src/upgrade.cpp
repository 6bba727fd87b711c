#include <varve/migrate.hpp>

#include "runtime/src/migrator.hpp"
#include "runtime/src/refusals.hpp"
#include "runtime/src/write_lock.hpp"

namespace varve {

namespace {

using detail::Migrator;

/// One small read answers for a database that is there already.
bool is_there(sqlite3* db, const Chain& chain, std::size_t goal) {
    std::string head = detail::read_head_digest(db, chain.schema);
    for (std::size_t i = chain.count; i >= goal && i != 0; --i)
        if (chain.revisions[i - 1].digest == head) return true;
    return false;
}

const Revision* first_draft(const Chain& chain, std::size_t from, std::size_t goal) {
    for (std::size_t i = from; i < goal; ++i)
        if (chain.revisions[i].draft) return chain.revisions + i;
    return nullptr;
}

/// Refuses what can be told without a lock.
void check_before(Connection& connection, const Chain& chain, const MigrateOptions& options,
                  std::size_t goal) {
    detail::ReadTransaction one_state(connection.native_handle());
    detail::Assessment found = detail::assess(connection.native_handle(), connection.path(), chain);
    const Position& position = found.position;
    if (!position.reason.empty()) throw MigrationError(position.reason, position);
    bool behind = position.standing == Standing::behind && position.applied < goal;
    bool only_reads = connection.read_only() && position.applied < goal;
    if ((behind && options.behind == Policy::refuse) || only_reads)
        throw MigrationError(
            detail::refuse_behind(connection.path(), chain, position, goal, connection.read_only()),
            position);
    const Revision* draft = chain.drafts_allowed ? nullptr : first_draft(chain, position.applied, goal);
    if (draft != nullptr && position.standing != Standing::unversioned)
        throw MigrationError(detail::refuse_unfrozen(connection.path(), *draft), position);
}

/// One transaction: the next thing that brings the database nearer to the goal. False when it is there.
bool advance(Migrator& migrator, const Chain& chain, const MigrateOptions& options, std::size_t goal,
             MigrateResult& result) {
    detail::WriteLock lock(migrator.db(), options.busy_deadline_ms);
    migrator.look();
    const detail::Assessment& state = migrator.state();
    std::size_t next = state.position.applied;
    if (state.take_back) {
        migrator.take_back_draft();
    } else if (state.relabel) {
        migrator.relabel_draft();
    } else if (state.adoptable != 0 && !state.ledger.exists) {
        migrator.adopt();
        result.kind = MigrateResult::Kind::adopted;
    } else if (next >= goal) {
        return false;
    } else {
        migrator.apply(next);
        result.revisions.emplace_back(chain.revisions[next].name);
        if (result.kind == MigrateResult::Kind::up_to_date) result.kind = MigrateResult::Kind::applied;
    }
    lock.commit();
    return true;
}

}  // namespace

MigrateResult upgrade(Connection& connection, const Chain& chain, const MigrateOptions& options,
                      std::string_view target) {
    std::size_t goal = detail::count_at(chain, target, chain.count);
    MigrateResult result;
    if (goal != 0 && is_there(connection.native_handle(), chain, goal)) return result;
    check_before(connection, chain, options, goal);
    Migrator migrator(connection, chain, options);
    while (advance(migrator, chain, options, goal, result)) {
    }
    return result;
}

}  // namespace varve
