#include "generator/driver/proved_head.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "generator/driver/prove.hpp"
#include "generator/history/proof_keys.hpp"

namespace varve::compiler {

ProvedHead proved_head(Project& project, ProofCache& cache) {
    constexpr std::string_view kind = "head";
    const VerifiedChain& chain = project.chain;
    if (project.sink.has_errors() || chain.revisions.empty()) return {"", "", "there is no proof"};
    const std::string key = proof_keys(chain, project.today.requirements).back();
    const std::optional<std::string> known = cache.find(kind, key);
    if (std::optional<ProvedHead> head = known ? read_head(*known) : std::nullopt) return *std::move(head);
    const std::vector<Requirement> required = chain_requirements(project, cache);
    if (project.sink.has_errors()) return {"", "", "there is no proof"};
    ProvedHead head = prove_head(chain, required);
    cache.keep(kind, key, to_text(head));
    return head;
}

}  // namespace varve::compiler
