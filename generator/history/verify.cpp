#include "generator/history/verify.hpp"

#include <utility>

#include "generator/history/match_directories.hpp"
#include "generator/history/verify_order.hpp"
#include "generator/history/verify_revision.hpp"

namespace varve::compiler {

VerifiedChain verify(const Lock& lock, std::vector<RevisionSource> revisions, Span lock_span,
                     DiagnosticSink& sink) {
    const DirectoryMatches matches = match_directories(lock, revisions, lock_span, sink);
    verify_order(lock, revisions, matches, sink);
    VerifiedChain chain;
    for (std::size_t i = 0; i != lock.records.size(); ++i) {
        if (!matches.directory_of[i]) continue;
        RevisionSource& revision = revisions[*matches.directory_of[i]];
        if (!revision.known) verify_revision(lock.records[i], revision, sink);
        revision.message = lock.records[i].message;
        chain.records.push_back(lock.records[i]);
        chain.revisions.push_back(std::move(revision));
    }
    chain.frozen = chain.revisions.size();
    std::vector<std::string> parents;
    if (!lock.records.empty()) parents = {lock.records.back().digest};
    for (std::size_t index : matches.drafts) {
        chain.records.push_back(make_record(revisions[index], parents));
        chain.revisions.push_back(std::move(revisions[index]));
        parents = {chain.records.back().digest};
    }
    return chain;
}

}  // namespace varve::compiler
