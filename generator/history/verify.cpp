#include "generator/history/verify.hpp"

#include <utility>

#include "generator/history/match_directories.hpp"
#include "generator/history/settle_ways.hpp"
#include "generator/history/verify_order.hpp"
#include "generator/history/verify_revision.hpp"

namespace varve::compiler {

VerifiedChain verify(const Lock& lock, std::vector<RevisionSource> revisions, Span lock_span,
                     DiagnosticSink& sink, Heads allowed) {
    const DirectoryMatches matches = match_directories(lock, revisions, lock_span, sink);
    verify_order(lock, revisions, matches, sink);
    const std::vector<std::string> heads = heads_of(lock);
    const bool merged = !matches.drafts.empty() && !revisions[matches.drafts.front()].ways.empty();
    if (allowed == Heads::one && !merged) verify_heads(lock, heads, sink);
    VerifiedChain chain;
    for (std::size_t i = 0; i != lock.records.size(); ++i) {
        if (!matches.directory_of[i]) continue;
        RevisionSource& revision = revisions[*matches.directory_of[i]];
        const bool whole = settle_ways(revision, lock.records[i], sink);
        if (whole && !revision.known) verify_revision(lock.records[i], revision, sink);
        revision.message = lock.records[i].message;
        chain.records.push_back(lock.records[i]);
        chain.revisions.push_back(std::move(revision));
    }
    chain.frozen = chain.revisions.size();
    std::vector<std::string> parents = heads;
    if (!merged && heads.size() > 1) parents = {heads.back()};
    for (std::size_t index : matches.drafts) {
        if (!settle_ways(revisions[index], parents, sink)) continue;
        chain.records.push_back(make_record(revisions[index], parents));
        chain.revisions.push_back(std::move(revisions[index]));
        parents = {chain.records.back().digest};
    }
    return chain;
}

}  // namespace varve::compiler
