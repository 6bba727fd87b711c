#include "runtime/src/adoption.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "runtime/src/foreign.hpp"
#include "runtime/src/line.hpp"
#include "runtime/src/old_place.hpp"
#include "runtime/src/refusals.hpp"
#include "runtime/src/rehearsal.hpp"
#include "runtime/src/structure.hpp"

namespace varve::detail {

namespace {

std::string refuse_none(const Connection& connection, const Chain& whole, const Structure& found) {
    const Line line(whole);
    const Chain& chain = line.chain();
    const std::vector<Structure> structures = replay_structures(connection, chain, chain.count);
    std::size_t nearest = 0;
    std::vector<std::string> fewest;
    for (std::size_t i = 0; i != structures.size(); ++i) {
        std::vector<std::string> difference = describe_difference(structures[i], found);
        if (i != 0 && difference.size() > fewest.size()) continue;
        nearest = i;
        fewest = std::move(difference);
    }
    return refuse_unversioned(connection.path(), chain, nearest, fewest);
}

std::vector<const Revision*> revisions_with(const Chain& chain, const std::string& print) {
    std::vector<const Revision*> candidates;
    for (const Revision& revision : chain)
        if (revision.fingerprint == print) candidates.push_back(&revision);
    return candidates;
}

/// Another tool's table says where the database is: the structure must agree.
std::size_t adopt_at(const Connection& connection, const Chain& chain, const OldPlace& old,
                     const std::vector<const Revision*>& candidates, const Structure& found,
                     std::string& reason) {
    if (!old.problem.empty()) {
        reason = refuse_old_table(connection.path(), chain, old.problem);
        return 0;
    }
    const Revision& revision = chain.revisions[old.count - 1];
    if (std::find(candidates.begin(), candidates.end(), &revision) != candidates.end()) return old.count;
    const Line line(chain, Graph(chain), {}, old.count);
    const Structure expected = structure_at(connection, line.chain(), line.count_to(revision.digest));
    reason = refuse_old_place(connection.path(), chain, old.version, revision,
                              describe_difference(expected, found));
    return 0;
}

}  // namespace

std::size_t find_adoptable(const Connection& connection, const Chain& chain, std::string& reason) {
    sqlite3* db = connection.native_handle();
    const std::optional<OldPlace> old = read_old_place(db, chain);
    std::vector<const Revision*> candidates = revisions_with(chain, read_fingerprint(db));
    const auto only = [&] { return static_cast<std::size_t>(candidates[0] - chain.revisions) + 1; };
    if (candidates.size() == 1 && !old) return only();
    Structure found = read_structure(db);
    if (candidates.empty()) {
        const Structure head = structure_at(connection, chain, chain.count);
        found = without(found, unmanaged_in(chain, found, head));
        candidates = revisions_with(chain, fingerprint(found));
    }
    if (old) return adopt_at(connection, chain, *old, candidates, found, reason);
    if (candidates.size() == 1) return only();
    reason = candidates.empty() ? refuse_none(connection, chain, found)
                                : refuse_several(connection.path(), candidates);
    return 0;
}

}  // namespace varve::detail
