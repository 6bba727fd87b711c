#include "generator/history/edges.hpp"

#include <algorithm>
#include <string_view>

namespace varve::compiler {
namespace {

std::optional<std::size_t> place_of(const VerifiedChain& chain, std::string_view digest) {
    for (std::size_t i = 0; i != chain.records.size(); ++i)
        if (chain.records[i].digest == digest) return i;
    return std::nullopt;
}

}  // namespace

std::vector<Edge> edges_to(const VerifiedChain& chain, std::size_t to) {
    const RevisionSource& revision = chain.revisions[to];
    const std::vector<std::string>& parents = chain.records[to].parents;
    std::vector<Edge> edges;
    if (revision.ways.empty())
        edges.push_back({parents.empty() ? std::nullopt : place_of(chain, parents.front()), to, 0, nullptr});
    for (const std::vector<WaySource>* list : {&revision.ways, &revision.newer})
        for (const WaySource& way : *list)
            edges.push_back({place_of(chain, way.parent), to, edges.size(), &way});
    return edges;
}

SourceOf::SourceOf(const VerifiedChain& chain, const Edge& edge) : plain_(chain.revisions[edge.to]) {
    if (edge.way != nullptr) way_ = by_way(plain_, *edge.way);
}

const Schema& schema_before(const VerifiedChain& chain, const Edge& edge) {
    static const Schema empty;
    return edge.from ? chain.revisions[*edge.from].schema : empty;
}

bool is_followed(const VerifiedChain& chain, std::size_t index, std::size_t first, std::size_t count) {
    for (std::size_t i = first; i < count; ++i) {
        const std::vector<std::string>& parents = chain.records[i].parents;
        if (std::find(parents.begin(), parents.end(), chain.records[index].digest) != parents.end())
            return true;
    }
    return false;
}

}  // namespace varve::compiler
