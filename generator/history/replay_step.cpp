#include "generator/history/replay_step.hpp"

#include "generator/sqlite/render.hpp"
#include "runtime/src/graph.hpp"
#include "runtime/src/structure.hpp"

namespace varve::compiler {
namespace {

std::string create_all(const Schema& schema) {
    std::string script;
    for (const sqlite::Statement& statement : sqlite::render(schema))
        script += statement.sql + ";\n";
    return script;
}

/// As if this way of the revision were its only one.
Revision by_one(const Revision& revision, std::size_t way) {
    if (revision.way_count == 0) return revision;
    Revision plain = detail::by_way(revision, revision.ways + way);
    plain.ways = nullptr;
    plain.way_count = 0;
    return plain;
}

}  // namespace

ReplayStep::ReplayStep(const Chain& whole, const VerifiedChain& verified, const Edge& edge)
    : created_(create_all(schema_before(verified, edge))),
      structure_(detail::to_text(sqlite::structure_of(verified.revisions[edge.to].schema))),
      chain_(whole) {
    created_piece_ = {created_.data(), created_.size()};
    structure_piece_ = {structure_.data(), structure_.size()};
    const bool finds_something = !created_.empty();
    if (finds_something) {
        revisions_[0] = by_one(whole.revisions[*edge.from], 0);
        revisions_[0].up = {&created_piece_, 1};
        revisions_[0].parents = {};
    }
    Revision& step = revisions_[finds_something ? 1 : 0];
    step = by_one(whole.revisions[edge.to], edge.index);
    step.parents = finds_something ? revisions_[0].digest : std::string_view();
    chain_.revisions = revisions_.data();
    chain_.count = finds_something ? 2 : 1;
    chain_.structure = structure_.empty() ? Text() : Text{&structure_piece_, 1};
}

}  // namespace varve::compiler
