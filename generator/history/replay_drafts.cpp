#include "generator/history/replay_drafts.hpp"

#include <optional>
#include <string>

#include "generator/history/baked.hpp"
#include "generator/history/edges.hpp"
#include "generator/history/replay_database.hpp"
#include "generator/history/replay_report.hpp"
#include "generator/history/replay_step.hpp"
#include "generator/history/step_budget.hpp"
#include "runtime/include/varve/error.hpp"

namespace varve::compiler {
namespace {

bool never_ends(const std::optional<std::string>& reason) {
    return reason && is_of_budget(*reason);
}

/// Both ways, as far as they go.
bool ends(const ReplayStep& step, const RevisionSource& source, const std::vector<Requirement>& required,
          ReplayOutput output) {
    ReplayReport report(source, true, output);
    ReplayDatabase database(required);
    database.execute(step.created());
    database.stand_before(step);
    const auto up = database.up(step);
    if (never_ends(up)) return report.up_fails(*up), false;
    if (up || source.down.empty()) return true;
    const auto down = database.down(step);
    if (never_ends(down)) return report.down_fails(*down), false;
    return true;
}

}  // namespace

bool drafts_end(const VerifiedChain& chain, const std::vector<Requirement>& requirements,
                const SourceSet& sources, DiagnosticSink& sink) {
    if (chain.frozen == chain.revisions.size()) return true;
    const BakedChain baked(chain.revisions.back().schema.name, chain);
    for (std::size_t i = chain.frozen; i != chain.revisions.size(); ++i) {
        for (const Edge& edge : edges_to(chain, i)) {
            const SourceOf source(chain, edge);
            try {
                if (!ends(ReplayStep(baked.chain(), chain, edge), *source, requirements, {sink, &sources}))
                    return false;
            } catch (const Error&) {
                continue;  // It does not come to run here.
            }
        }
    }
    return true;
}

}  // namespace varve::compiler
