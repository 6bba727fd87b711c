#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/history/verify.hpp"

namespace varve::compiler {

/// What a program makes new databases of (BakedChain::set_head), or why they replay the chain.
struct ProvedHead {
    std::string structure;
    std::string rows;
    std::string why_not;  ///< "" where it is baked; else what follows "new databases replay the chain: "

    bool is_baked() const { return why_not.empty(); }
};

/// Replays a chain that came through its rehearsal, twice, in worlds that have neither a time nor a random
/// number in common, and with applications that tell nothing; then makes a database of what both left, by the
/// runtime's own code, and compares it with them. `required`: see all_requirements(). On a process's only
/// thread.
ProvedHead prove_head(const VerifiedChain& chain, const std::vector<Requirement>& required);

std::string to_text(const ProvedHead& head);
std::optional<ProvedHead> read_head(std::string_view text);

}  // namespace varve::compiler
