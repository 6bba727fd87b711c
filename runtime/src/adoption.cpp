#include "runtime/src/adoption.hpp"

#include <vector>

#include "runtime/src/refusals.hpp"
#include "runtime/src/rehearsal.hpp"
#include "runtime/src/structure.hpp"

namespace varve::detail {

namespace {

std::string refuse_none(const std::string& path, const Chain& chain, const Structure& found) {
    std::vector<Structure> structures = replay_structures(chain, chain.count);
    std::size_t nearest = 0;
    std::vector<std::string> fewest;
    for (std::size_t i = 0; i != structures.size(); ++i) {
        std::vector<std::string> difference = describe_difference(structures[i], found);
        if (i != 0 && difference.size() > fewest.size()) continue;
        nearest = i;
        fewest = std::move(difference);
    }
    return refuse_unversioned(path, chain, nearest, fewest);
}

}  // namespace

std::size_t find_adoptable(sqlite3* db, const std::string& path, const Chain& chain, std::string& reason) {
    Structure found = read_structure(db);
    std::string print = fingerprint(found);
    std::vector<const Revision*> candidates;
    for (const Revision& revision : chain)
        if (revision.fingerprint == print) candidates.push_back(&revision);
    if (candidates.size() == 1) return static_cast<std::size_t>(candidates[0] - chain.revisions) + 1;
    reason = candidates.empty() ? refuse_none(path, chain, found) : refuse_several(path, candidates);
    return 0;
}

}  // namespace varve::detail
