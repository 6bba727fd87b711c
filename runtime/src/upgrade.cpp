#include <algorithm>

#include <varve/connection.hpp>
#include <varve/migrate.hpp>

#include "runtime/src/line.hpp"
#include "runtime/src/migrator.hpp"
#include "runtime/src/moves.hpp"
#include "runtime/src/refusals.hpp"
#include "runtime/src/take_back.hpp"
#include "runtime/src/write_lock.hpp"

namespace varve {

namespace {

using detail::Migrator;

/// One small read answers for a database that is there already.
bool is_there(sqlite3* db, const Chain& chain, std::size_t goal) {
    std::string head = detail::read_head_digest(db, chain.schema);
    for (std::size_t i = chain.count; i >= goal && i != 0; --i)
        if (chain.revisions[i - 1].digest == head)
            return i == goal || detail::is_line(chain) || detail::Graph(chain).leads(goal, i);
    return false;
}

void refuse_draft(const std::string& path, const Chain& chain, const Position& position, std::size_t goal) {
    if (chain.drafts_allowed) return;
    for (std::size_t i = position.applied; i < goal; ++i)
        if (const Revision& each = chain.revisions[i]; each.draft)
            throw MigrationError(detail::refuse_unfrozen(path, each), position);
}

/// Refuses what can be told without a lock.
void check_before(Connection& connection, const Chain& chain, const MigrateOptions& options,
                  std::size_t goal) {
    detail::ReadTransaction one_state(connection.native_handle());
    detail::Assessment found = detail::assess(connection, chain);
    // What a ledger that its log contradicts says of its place is not worth repeating.
    if (!found.position.reason.empty()) found = detail::believe(connection, chain);
    Position& position = found.position;
    bool stays = options.behind == Policy::refuse || connection.read_only();
    if (!position.reason.empty() && (stays || !found.take_back))
        throw MigrationError(position.reason, position);
    if (found.adoptable != 0) position.applied = found.adoptable;
    bool refused = options.behind == Policy::refuse && position.standing != Standing::fresh;
    if ((refused || connection.read_only()) && position.applied < goal)
        throw MigrationError(
            detail::refuse_behind(connection.path(), chain, position, goal, connection.read_only()),
            position);
    refuse_draft(connection.path(), chain, position, goal);
}

class Upgrade {
public:
    Upgrade(Connection& connection, const Chain& chain, const MigrateOptions& options, std::size_t goal)
        : path_(connection.path()),
          chain_(chain),
          options_(options),
          goal_(goal),
          migrator_(connection, chain, options) {
        migrator_.aim_at(goal);
    }

    MigrateResult run() {
        return migrator_.with_backup([&] {
            migrator_.run([&] { return advance(); });
            return std::move(result_);
        });
    }

private:
    /// One transaction: the next thing that brings the database nearer to the goal. False when it is there.
    bool advance() {
        detail::WriteLock lock(migrator_.db(), options_.busy_deadline_ms);
        migrator_.look();
        const detail::Assessment& state = migrator_.state();
        bool done = true;
        if (state.take_back) {
            done = take_back(state);
        } else if (state.relabel) {
            migrator_.secure_way_to(goal_);
            migrator_.relabel_drafts();
            result_.kind = MigrateResult::Kind::relabelled;
        } else if (state.adoptable != 0 && !state.ledger.exists) {
            migrator_.look_ahead(state.adoptable, std::max(state.adoptable, goal_));
            migrator_.secure_way_to(goal_);
            migrator_.adopt();
            result_.kind = MigrateResult::Kind::adopted;
        } else if (state.position.applied >= goal_) {
            return false;
        } else if (!replays_ && goal_ == chain_.count && migrator_.has_baked_head()) {
            done = make_head();
        } else {
            done = apply_next(state.position);
        }
        if (done) lock.commit();
        return true;
    }

    bool take_back(const detail::Assessment& state) {
        if (options_.behind == Policy::refuse) migrator_.refuse(state.position.reason);
        migrator_.secure_way_to(goal_);
        if (!migrator_.take_back_drafts()) return false;
        for (std::size_t row = state.ledger.rows.size(); row != state.known; --row)
            result_.taken_back.push_back(state.ledger.rows[row - 1].name);
        result_.kind = MigrateResult::Kind::taken_down;
        return true;
    }

    bool make_head() {
        replays_ = !migrator_.make_head();
        if (replays_) return false;
        for (const Revision& revision : chain_)
            result_.revisions.emplace_back(revision.name);
        result_.kind = MigrateResult::Kind::applied;
        return true;
    }

    bool apply_next(const Position& position) {
        std::size_t next = position.applied;
        fresh_ = fresh_ || position.standing == Standing::fresh;
        if (!fresh_ && options_.behind == Policy::refuse)
            migrator_.refuse(detail::refuse_behind(path_, chain_, position, goal_, false));
        if (!fresh_) {
            migrator_.look_ahead(next, goal_);
            migrator_.secure_way_to(goal_);
        }
        if (!migrator_.apply(next)) return false;
        result_.revisions.emplace_back(chain_.revisions[next].name);
        if (result_.kind != MigrateResult::Kind::adopted) result_.kind = MigrateResult::Kind::applied;
        return true;
    }

    const std::string& path_;
    const Chain& chain_;
    const MigrateOptions& options_;
    std::size_t goal_;
    Migrator migrator_;
    MigrateResult result_;
    bool fresh_ = false;
    bool replays_ = false;  ///< a new database did not take what was baked
};

}  // namespace

void detail::refuse_drafts_of_new(const std::string& path, const Chain& chain, std::size_t goal) {
    if (is_line(chain)) return refuse_draft(path, chain, {}, goal);
    const Line line(chain, Graph(chain), {}, goal);
    refuse_draft(path, line.chain(), {}, goal == 0 ? 0 : line.count_to(chain.revisions[goal - 1].digest));
}

MigrateResult detail::upgrade_on_line(Connection& connection, const Chain& chain,
                                      const MigrateOptions& options, std::size_t goal) {
    check_before(connection, chain, options, goal);
    return Upgrade(connection, chain, options, goal).run();
}

MigrateResult upgrade(Connection& connection, const Chain& chain, const MigrateOptions& options,
                      std::string_view target) {
    std::size_t goal = detail::count_at(chain, target, chain.count);
    if (goal != 0 && is_there(connection.native_handle(), chain, goal)) return {};
    const bool line = detail::is_line(chain);
    if (!line && target.empty()) detail::refuse_heads(connection.path(), chain);
    MigrateResult newer;
    if (options.behind == Policy::migrate) newer = detail::take_newer_back(connection, chain, options);
    return detail::after(newer, line ? detail::upgrade_on_line(connection, chain, options, goal)
                                     : detail::upgrade_in_graph(connection, chain, options, goal));
}

}  // namespace varve
