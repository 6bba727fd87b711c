#include "generator/driver/prove.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "generator/driver/no_way_back.hpp"
#include "generator/driver/replayed_text.hpp"
#include "generator/history/edges.hpp"
#include "generator/history/proof_keys.hpp"
#include "generator/history/replay.hpp"

namespace varve::compiler {
namespace {

constexpr std::string_view proved = "proved";
constexpr std::string_view images = "replayed";

class Proof {
public:
    Proof(Project& project, ProofCache& cache)
        : project_(project),
          chain_(project.chain),
          cache_(cache),
          keys_(proof_keys(chain_, project.today.requirements)) {}

    void run() {
        const bool drafts = project_.has_draft();
        if (!drafts && cache_.find(proved, keys_.back())) return;
        std::optional<ReplayedPrefix> known = prove_frozen();
        if (!known) return prove_anew();
        if (drafts) rehearse(*known, chain_.revisions.size(), project_.sink);
    }

    std::vector<Requirement> requirements() {
        Replayed known = longest_known();
        read_snapshots(project_, first_found(known.prefix));
        return all_requirements(chain_, std::move(known.requirements));
    }

private:
    /// The frozen revisions, behind as many as were proved before. Nothing where there is something to tell.
    std::optional<ReplayedPrefix> prove_frozen() {
        Replayed known = longest_known();
        read_snapshots(project_, first_found(known.prefix));
        if (project_.sink.has_errors()) return std::nullopt;
        required_ = all_requirements(chain_, std::move(known.requirements));
        if (known.prefix.count == chain_.frozen) return std::move(known.prefix);
        DiagnosticSink told;
        std::optional<ReplayedPrefix> made = rehearse(known.prefix, chain_.frozen, told);
        if (!made || !told.diagnostics().empty()) return std::nullopt;
        const std::string& key = keys_[chain_.frozen - 1];
        cache_.keep(images, key, to_text(Replayed{*made, required_}));
        cache_.keep(proved, key, "");
        return made;
    }

    /// The first revision that anything behind the prefix follows: from there on snapshots are needed.
    std::size_t first_found(const ReplayedPrefix& prefix) const {
        std::size_t first = prefix.count == 0 ? 0 : prefix.count - 1;
        for (std::size_t i = prefix.count; i < chain_.revisions.size(); ++i)
            for (const Edge& edge : edges_to(chain_, i))
                first = std::min(first, edge.from.value_or(0));
        return first;
    }

    Replayed longest_known() const {
        for (std::size_t count = chain_.frozen; count != 0; --count) {
            const std::optional<std::string> text = cache_.find(images, keys_[count - 1]);
            std::optional<Replayed> known = text ? read_replayed(*text) : std::nullopt;
            if (known && known->prefix.count == count && carries_on(known->prefix, chain_))
                return std::move(*known);
        }
        return {{}, project_.today.requirements};
    }

    std::optional<ReplayedPrefix> rehearse(const ReplayedPrefix& prefix, std::size_t until,
                                           DiagnosticSink& sink) const {
        return replay_behind(prefix, until, chain_, sink, &project_.sources, required_);
    }

    /// All that there is to tell, of drafts too.
    void prove_anew() {
        read_snapshots(project_, 0);
        if (!project_.sink.has_errors())
            replay(chain_, project_.sink, &project_.sources, project_.today.requirements);
    }

    Project& project_;
    const VerifiedChain& chain_;
    ProofCache& cache_;
    std::vector<std::string> keys_;
    std::vector<Requirement> required_;
};

}  // namespace

void prove(Project& project, ProofCache& cache) {
    if (project.chain.revisions.empty()) return;
    warn_of_no_way_back(project);
    if (cache.remembers()) return Proof(project, cache).run();
    replay(project.chain, project.sink, &project.sources, project.today.requirements);
}

std::vector<Requirement> chain_requirements(Project& project, ProofCache& cache) {
    if (project.chain.revisions.empty()) return project.today.requirements;
    return Proof(project, cache).requirements();
}

}  // namespace varve::compiler
