#include "runtime/src/line.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include <varve/migrate.hpp>

#include "runtime/src/adoption.hpp"
#include "runtime/src/names.hpp"
#include "runtime/src/standing.hpp"

namespace varve::detail {

namespace {

/// Behind `walked`, by the newest ways.
void append(const Chain& whole, const std::vector<Place>& path, std::vector<Revision>& walked) {
    for (const Place place : path) {
        const Revision& revision = whole.revisions[place - 1];
        const std::string_view parent = walked.empty() ? std::string_view() : walked.back().digest;
        walked.push_back(by_way(revision, newest_way(revision, parent)));
    }
}

/// The way that ran: from the row's parent, with the row's body. What an older program ran and this one does
/// not know is as good as the newest from there.
const Way* way_that_ran(const Revision& revision, const LedgerRow& row, std::string_view parent) {
    for (std::size_t i = 0; i != revision.way_count; ++i)
        if (revision.ways[i].parent == parent && revision.ways[i].body == row.body) return revision.ways + i;
    return newest_way(revision, parent);
}

}  // namespace

Line::Line(const Chain& whole) : whole_(whole), own_(!is_line(whole)) {
    if (own_) follow(Graph(whole), {}, 0);
}

Line::Line(const Connection& connection, const Chain& whole, Place goal)
    : whole_(whole), own_(!is_line(whole)) {
    if (!own_) return;
    const Graph graph(whole);
    std::vector<Revision> walked = walked_by(connection, whole, graph);
    const Place at = end_of(graph, walked);
    const bool above = graph.leads(at, goal);
    if (!above && !graph.leads(goal, at)) refuse_apart(connection.path(), whole, graph, at, goal);
    follow(graph, std::move(walked), above ? goal : at);
}

Line::Line(const Chain& whole, const Graph& graph, std::vector<Revision> walked, Place goal)
    : whole_(whole), own_(true) {
    follow(graph, std::move(walked), goal);
}

void Line::follow(const Graph& graph, std::vector<Revision> walked, Place goal) {
    revisions_ = std::move(walked);
    append(whole_, graph.path(end_of(graph, revisions_), goal), revisions_);
    const Place end = end_of(graph, revisions_);
    if (const std::vector<Place> heads = graph.heads_above(end); !heads.empty())
        append(whole_, graph.path(end, heads.back()), revisions_);
    chain_ = whole_;
    chain_.revisions = revisions_.data();
    chain_.count = revisions_.size();
    const bool at_head = !revisions_.empty() && revisions_.back().digest == whole_.head()->digest;
    if (at_head) return;
    chain_.structure = {};
    chain_.fresh = {};
}

std::size_t Line::count_to(std::string_view digest) const {
    for (std::size_t i = 0; i != chain().count; ++i)
        if (chain().revisions[i].digest == digest) return i + 1;
    return 0;
}

Place end_of(const Graph& graph, const std::vector<Revision>& walked) {
    return walked.empty() ? 0 : graph.place_of(walked.back().digest);
}

std::vector<Revision> walked_by(const Chain& whole, const Graph& graph, const Ledger& ledger) {
    std::vector<Revision> walked;
    Place at = 0;
    for (const LedgerRow& row : ledger.rows) {
        const Place next = graph.place_of(row.digest);
        if (next == 0) break;
        const std::vector<Place>& parents = graph.parents(next);
        if (std::find(parents.begin(), parents.end(), at) == parents.end()) break;
        const Revision& revision = whole.revisions[next - 1];
        const std::string_view parent = at == 0 ? std::string_view() : whole.revisions[at - 1].digest;
        walked.push_back(by_way(revision, way_that_ran(revision, row, parent)));
        at = next;
    }
    return walked;
}

std::vector<Revision> walked_by(const Connection& connection, const Chain& whole, const Graph& graph) {
    std::string problem;
    const Ledger ledger = read_ledger(connection.native_handle(), problem);
    if (ledger.exists || is_new(connection, whole)) return walked_by(whole, graph, ledger);
    Position position;
    position.standing = Standing::unversioned;
    const Place place = find_adoptable(connection, whole, position.reason);
    if (place == 0) throw MigrationError(position.reason, position);
    std::vector<Revision> walked;
    append(whole, graph.path(0, place), walked);
    return walked;
}

std::vector<Revision> walked_over(const Chain& whole, const Graph& graph, std::vector<Revision> walked,
                                  Place goal, Place end) {
    while (!walked.empty() && !graph.leads(end_of(graph, walked), goal))
        walked.pop_back();
    append(whole, graph.path(end_of(graph, walked), goal), walked);
    append(whole, graph.path(goal, end), walked);
    return walked;
}

void refuse_apart(const std::string& path, const Chain& whole, const Graph& graph, Place at, Place goal) {
    const auto name = [&](Place place) { return describe(whole.revisions[place - 1]); };
    std::string out =
        "no revision follows both: `varve merge` makes one, or `varve rebase --base <ref>` puts one branch "
        "behind the other";
    for (Place place = whole.count; place != 0; --place)
        if (graph.leads(at, place) && graph.leads(goal, place))
            out = fmt::format("{} follows both: `upgrade` goes there", name(place));
    Position position;
    position.standing = Standing::behind;
    position.head = whole.revisions[at - 1].digest;
    position.head_name = whole.revisions[at - 1].name;
    throw MigrationError(fmt::format("`{}` is at {}, and {} is on another branch\n{}; nothing was changed",
                                     path, name(at), name(goal), out),
                         position);
}

}  // namespace varve::detail
