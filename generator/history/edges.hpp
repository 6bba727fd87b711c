#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "generator/history/verify.hpp"

namespace varve::compiler {

/// One step of a chain: to a revision, from one that it stands on, by one of its ways. Refers to the chain.
struct Edge {
    std::optional<std::size_t> from;  ///< a place in VerifiedChain::revisions; nothing for base
    std::size_t to = 0;
    std::size_t index = 0;           ///< of the way, as a baked revision counts them
    const WaySource* way = nullptr;  ///< null for what a plain revision was frozen with
};

/// Every step to a revision: the newest from its first parent stands last of those from there, and is what a
/// new database goes.
std::vector<Edge> edges_to(const VerifiedChain& chain, std::size_t to);

/// The revision as the step takes it: by its way, as if that were the only one. Refers to the chain, and to
/// itself: neither copied nor moved.
class SourceOf {
public:
    SourceOf(const VerifiedChain& chain, const Edge& edge);
    SourceOf(const SourceOf&) = delete;
    SourceOf& operator=(const SourceOf&) = delete;

    const RevisionSource& operator*() const { return way_ ? *way_ : plain_; }
    const RevisionSource* operator->() const { return &**this; }

private:
    const RevisionSource& plain_;
    std::optional<RevisionSource> way_;
};

/// The schema that the step finds.
const Schema& schema_before(const VerifiedChain& chain, const Edge& edge);

/// Whether another revision of the first `count` stands on this one.
bool is_followed(const VerifiedChain& chain, std::size_t index, std::size_t first, std::size_t count);

}  // namespace varve::compiler
