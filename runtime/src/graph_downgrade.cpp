#include <utility>

#include "runtime/src/line.hpp"
#include "runtime/src/migrator.hpp"
#include "runtime/src/moves.hpp"
#include "runtime/src/names.hpp"
#include "runtime/src/write_lock.hpp"

namespace varve::detail {

namespace {

bool holds(const std::vector<Revision>& walked, std::string_view digest) {
    for (const Revision& revision : walked)
        if (revision.digest == digest) return true;
    return false;
}

/// Where the way to a revision that the database has not lived through leaves its line: a merge on that line,
/// and the other parent of it by whose crossing it goes down.
struct Fork {
    std::size_t merge = 0;  ///< how many revisions of the line come before it
    Place parent = 0;
};

/// The lowest that will do: the database stays on its own line as long as it can.
Fork find_fork(const Graph& graph, const std::vector<Revision>& walked, Place goal) {
    for (std::size_t i = 0; i != walked.size(); ++i)
        for (const Place parent : graph.parents(graph.place_of(walked[i].digest)))
            if (graph.leads(goal, parent)) return {i, parent};
    return {};
}

/// In one transaction: the merge goes down by its other crossing, and the ledger becomes what that crossing's
/// line would have left.
MigrateResult cross(Connection& connection, const Chain& here, std::size_t merge, const Chain& there,
                    std::size_t below, const MigrateOptions& options) {
    Migrator migrator(connection, here, options);
    const Revision& revision = there.revisions[below];
    return migrator.with_backup([&] {
        for (bool done = false; !done;) {
            WriteLock lock(migrator.db(), options.busy_deadline_ms);
            migrator.look();
            if (migrator.state().position.applied != merge + 1)
                migrator.refuse("another process moved the database meanwhile: try again");
            migrator.secure([&] {
                return std::vector<PendingStep>{{describe(revision), revision.down.str(), Trust::chain}};
            });
            done = migrator.take_down_by(there, below);
            if (done) lock.commit();
        }
        MigrateResult result;
        result.kind = MigrateResult::Kind::taken_down;
        result.revisions.emplace_back(revision.name);
        return result;
    });
}

/// One backup is enough: the one from before all of it.
MigrateOptions after(const MigrateResult& result, MigrateOptions options) {
    if (!result.backup.empty()) options.backup = Backup::never;
    return options;
}

void add(MigrateResult& result, const MigrateResult& more) {
    if (result.backup.empty()) result.backup = more.backup;
    if (more.kind != MigrateResult::Kind::up_to_date) result.kind = more.kind;
    result.revisions.insert(result.revisions.end(), more.revisions.begin(), more.revisions.end());
}

MigrateResult go_by_fork(Connection& connection, const Chain& chain, const MigrateOptions& options,
                         const Graph& graph, const std::vector<Revision>& walked, Place goal) {
    const Fork fork = find_fork(graph, walked, goal);
    const std::vector<Revision> under(walked.begin(),
                                      walked.begin() + static_cast<std::ptrdiff_t>(fork.merge));
    const std::string_view merge = walked[fork.merge].digest;
    const Line here(chain, graph, walked, graph.place_of(walked.back().digest));
    const Line there(chain, graph, walked_over(chain, graph, under, goal, fork.parent),
                     graph.place_of(merge));
    const std::size_t below = there.count_to(merge) - 1;
    const std::size_t last = there.count_to(chain.revisions[goal - 1].digest);
    std::vector<Revision> further;
    for (std::size_t i = below + 1; i > last; --i)
        further.push_back(there.chain().revisions[i - 1]);
    // A line of which the merge is the end demands what all that follows demands.
    MigrateResult result = downgrade_on_line(connection, here.chain(), options, fork.merge + 1, further);
    add(result, cross(connection, here.chain(), fork.merge, there.chain(), below, after(result, options)));
    add(result, downgrade_on_line(connection, there.chain(), after(result, options), last));
    return result;
}

}  // namespace

MigrateResult downgrade_in_graph(Connection& connection, const Chain& chain, const MigrateOptions& options,
                                 Place goal) {
    const Graph graph(chain);
    std::vector<Revision> walked;
    {
        const ReadTransaction one_state(connection.native_handle());
        walked = walked_by(connection, chain, graph);
    }
    const Place at = end_of(graph, walked);
    const std::string_view target = goal == 0 ? std::string_view() : chain.revisions[goal - 1].digest;
    if (goal == 0 || holds(walked, target) || graph.leads(at, goal)) {
        const Line line(chain, graph, std::move(walked), goal);
        return downgrade_on_line(connection, line.chain(), options, line.count_to(target));
    }
    if (!graph.leads(goal, at)) refuse_apart(connection.path(), chain, graph, at, goal);
    return go_by_fork(connection, chain, options, graph, walked, goal);
}

}  // namespace varve::detail
