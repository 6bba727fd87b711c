#include "generator/history/replay_ways.hpp"

#include <utility>

#include "generator/history/baked.hpp"
#include "generator/history/replay_revision.hpp"

namespace varve::compiler {
namespace {

constexpr std::string_view draft_prefix = "draft_";

/// The revision by one way, and the one before it: as short a chain as a rehearsal needs.
VerifiedChain pair_of(const VerifiedChain& chain, std::size_t index, RevisionSource by_way,
                      const WayDigests& digests) {
    VerifiedChain pair;
    if (index != 0) {
        pair.revisions.push_back(chain.revisions[index - 1]);
        pair.records.push_back(chain.records[index - 1]);
    }
    const bool draft = by_way.directory.substr(0, draft_prefix.size()) == draft_prefix;
    pair.revisions.push_back(std::move(by_way));
    pair.records.push_back(chain.records[index]);
    pair.records.back().ways = {digests};
    pair.frozen = pair.revisions.size() - (draft ? 1 : 0);
    return pair;
}

bool replay_way(const VerifiedChain& pair, ReplayDatabase& lineage, ReplayOutput output) {
    const BakedChain baked(pair.revisions.back().schema.name, pair);
    return replay_revision(baked.chain(), pair, pair.revisions.size() - 1, lineage, output);
}

}  // namespace

bool replay_ways(const VerifiedChain& chain, std::size_t index, ReplayDatabase& lineage,
                 ReplayOutput output) {
    const RevisionSource& revision = chain.revisions[index];
    const std::vector<WayDigests>& digests = chain.records[index].ways;
    RevisionSource own = revision;
    own.newer.clear();
    ReplayDatabase older = lineage.copy();
    if (!replay_way(pair_of(chain, index, std::move(own), digests.front()), older, output)) return false;
    for (std::size_t i = 0; i != revision.newer.size(); ++i) {
        const bool newest = i + 1 == revision.newer.size();
        ReplayDatabase copy = lineage.copy();
        const VerifiedChain pair = pair_of(chain, index, by_way(revision, revision.newer[i]), digests[i + 1]);
        if (!replay_way(pair, newest ? lineage : copy, output)) return false;
    }
    return true;
}

}  // namespace varve::compiler
