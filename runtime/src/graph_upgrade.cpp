#include <fmt/core.h>

#include "runtime/src/line.hpp"
#include "runtime/src/migrator.hpp"
#include "runtime/src/moves.hpp"
#include "runtime/src/names.hpp"

namespace varve::detail {

namespace {

std::vector<std::string_view> digests_of(const std::vector<Revision>& revisions) {
    std::vector<std::string_view> digests;
    for (const Revision& revision : revisions)
        digests.push_back(revision.digest);
    return digests;
}

std::vector<std::string_view> line_of(Connection& connection, const Chain& chain, const Graph& graph) {
    const ReadTransaction one_state(connection.native_handle());
    return digests_of(walked_by(connection, chain, graph));
}

}  // namespace

void refuse_heads(const std::string& path, const Chain& chain) {
    const std::vector<Place> heads = Graph(chain).heads();
    if (heads.size() < 2) return;
    std::vector<std::string> names;
    for (const Place head : heads)
        names.push_back(describe(chain.revisions[head - 1]));
    throw MigrationError(
        fmt::format("`{}` cannot go to the head: the chain has {}, and a database is at one:\n{}"
                    "bring them together with `varve merge`, put one branch behind the other with "
                    "`varve rebase --base <ref>`, or name one of them; nothing was changed",
                    path, heads.size(), indented(names)),
        {});
}

MigrateResult upgrade_in_graph(Connection& connection, const Chain& chain, const MigrateOptions& options,
                               Place goal) {
    const Graph graph(chain);
    while (true) {
        const std::vector<std::string_view> walked = line_of(connection, chain, graph);
        const Line line(connection, chain, goal);
        try {
            return upgrade_on_line(connection, line.chain(), options,
                                   line.count_to(chain.revisions[goal - 1].digest));
        } catch (const MigrationError& refusal) {
            // Another process may have taken the database to another branch before the lock was ours.
            const bool astray = refusal.position().standing == Standing::ahead;
            if (!astray || line_of(connection, chain, graph) == walked) throw;
        }
    }
}

}  // namespace varve::detail
