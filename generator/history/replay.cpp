#include "generator/history/replay.hpp"

#include <fmt/format.h>

#include "generator/history/baked.hpp"
#include "generator/history/replay_database.hpp"
#include "generator/history/replay_revision.hpp"
#include "runtime/include/varve/error.hpp"

namespace varve::compiler {

void replay(const VerifiedChain& chain, DiagnosticSink& sink) {
    if (chain.revisions.empty()) return;
    const BakedChain baked(chain.revisions.back().schema.name, chain);
    ReplayDatabase lineage(baked.chain());
    for (std::size_t i = 0; i != chain.revisions.size(); ++i) {
        const RevisionSource& source = chain.revisions[i];
        try {
            if (!replay_revision(chain, i, lineage, sink)) return;
        } catch (const Error& error) {
            sink.error(DiagnosticKind::not_rehearsed, {source.file, 0, 0},
                       fmt::format("`{}` cannot be rehearsed: {}", source.directory, error.what()), {},
                       "a reference to columns that are neither a key nor unique is a common cause");
            return;
        }
    }
}

}  // namespace varve::compiler
