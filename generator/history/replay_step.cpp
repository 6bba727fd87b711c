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

/// How the revision before a step was reached is of no interest to it.
Revision plain(const Revision& revision) {
    if (revision.way_count == 0) return revision;
    Revision alone = detail::by_way(revision, revision.ways + revision.way_count - 1);
    alone.ways = nullptr;
    alone.way_count = 0;
    return alone;
}

}  // namespace

ReplayStep::ReplayStep(const Chain& whole, const VerifiedChain& verified, std::size_t index)
    : created_(index == 0 ? std::string() : create_all(verified.revisions[index - 1].schema)),
      structure_(detail::to_text(sqlite::structure_of(verified.revisions[index].schema))),
      chain_(whole) {
    created_piece_ = {created_.data(), created_.size()};
    structure_piece_ = {structure_.data(), structure_.size()};
    const bool finds_something = !created_.empty();
    if (finds_something) {
        revisions_[0] = plain(whole.revisions[index - 1]);
        revisions_[0].up = {&created_piece_, 1};
    }
    revisions_[finds_something ? 1 : 0] = whole.revisions[index];
    chain_.revisions = revisions_.data();
    chain_.count = finds_something ? 2 : 1;
    chain_.structure = structure_.empty() ? Text() : Text{&structure_piece_, 1};
}

}  // namespace varve::compiler
