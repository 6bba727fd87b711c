#include "generator/history/replay.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "generator/history/baked.hpp"
#include "generator/history/directives.hpp"
#include "generator/history/replay_database.hpp"
#include "generator/history/replay_revision.hpp"
#include "runtime/include/varve/error.hpp"

namespace varve::compiler {

namespace {

/// One new database through all revisions in one go, as an application makes it.
void replay_whole(const Chain& chain, const RevisionSource& head, const std::vector<Requirement>& required,
                  DiagnosticSink& sink) {
    ReplayDatabase database(required);
    if (const auto reason = database.up(chain))
        sink.error(DiagnosticKind::not_rehearsed, place_of(head),
                   fmt::format("a new database does not come through the whole chain: {}", *reason));
}

/// A revision may call what today's schema no longer does.
std::vector<Requirement> all_requirements(const VerifiedChain& chain, std::vector<Requirement> required) {
    const auto add = [&](const Requirement& wanted) {
        const bool known = std::any_of(required.begin(), required.end(), [&](const Requirement& each) {
            return each.kind == wanted.kind && each.name == wanted.name && each.arity == wanted.arity;
        });
        if (!known) required.push_back(wanted);
    };
    for (const RevisionSource& source : chain.revisions)
        for (const Requirement& requirement : source.schema.requirements)
            add(requirement);
    return required;
}

}  // namespace

void replay(const VerifiedChain& chain, DiagnosticSink& sink, const SourceSet* sources,
            const std::vector<Requirement>& requirements) {
    if (chain.revisions.empty()) return;
    bool good = true;
    for (const RevisionSource& source : chain.revisions)
        good = check_directives(source, sink) && good;
    if (!good) return;
    const BakedChain baked(chain.revisions.back().schema.name, chain);
    const std::vector<Requirement> required = all_requirements(chain, requirements);
    ReplayDatabase lineage(required);
    for (std::size_t i = 0; i != chain.revisions.size(); ++i) {
        const RevisionSource& source = chain.revisions[i];
        try {
            if (!replay_revision(baked.chain(), chain, i, lineage, {sink, sources})) return;
        } catch (const Error& error) {
            return sink.error(DiagnosticKind::not_rehearsed, place_of(source),
                              fmt::format("{} cannot be rehearsed: {}", title_of(source), error.what()));
        }
    }
    replay_whole(baked.chain(), chain.revisions.back(), required, sink);
}

}  // namespace varve::compiler
