#include "generator/history/replay.hpp"

#include <fmt/format.h>

#include "generator/history/baked.hpp"
#include "generator/history/directives.hpp"
#include "generator/history/replay_database.hpp"
#include "generator/history/replay_revision.hpp"
#include "runtime/include/varve/error.hpp"

namespace varve::compiler {

namespace {

/// One new database through all revisions in one go, as an application makes it.
void replay_whole(const Chain& chain, const RevisionSource& head, DiagnosticSink& sink) {
    ReplayDatabase database;
    if (const auto reason = database.up(chain))
        sink.error(DiagnosticKind::not_rehearsed, place_of(head),
                   fmt::format("a new database does not come through the whole chain: {}", *reason));
}

}  // namespace

void replay(const VerifiedChain& chain, DiagnosticSink& sink, const SourceSet* sources) {
    if (chain.revisions.empty()) return;
    bool good = true;
    for (const RevisionSource& source : chain.revisions)
        good = check_directives(source, sink) && good;
    if (!good) return;
    const BakedChain baked(chain.revisions.back().schema.name, chain);
    ReplayDatabase lineage;
    for (std::size_t i = 0; i != chain.revisions.size(); ++i) {
        const RevisionSource& source = chain.revisions[i];
        try {
            if (!replay_revision(baked.chain(), chain, i, lineage, {sink, sources})) return;
        } catch (const Error& error) {
            return sink.error(DiagnosticKind::not_rehearsed, place_of(source),
                              fmt::format("{} cannot be rehearsed: {}", title_of(source), error.what()), {},
                              "a reference to columns that are neither a key nor unique is a common cause");
        }
    }
    replay_whole(baked.chain(), chain.revisions.back(), sink);
}

}  // namespace varve::compiler
