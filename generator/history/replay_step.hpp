#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "generator/history/edges.hpp"
#include "runtime/include/varve/chain.hpp"

namespace varve::compiler {

/// The chain of one revision and the schema that it finds: what a migrator has to know to take that step up
/// and down. Rehearsing each revision in its own short chain keeps the work in step with the number of
/// revisions. Refers to the whole chain and to itself: neither copied nor moved.
class ReplayStep {
public:
    ReplayStep(const Chain& whole, const VerifiedChain& verified, const Edge& edge);
    ReplayStep(const ReplayStep&) = delete;
    ReplayStep& operator=(const ReplayStep&) = delete;

    const Chain& chain() const { return chain_; }

    /// The digest that a database before the step is stamped with; "" where it has nothing in it yet.
    std::string_view before() const { return chain_.count == 1 ? std::string_view() : revisions_[0].digest; }
    std::string_view after() const { return chain_.head()->digest; }

    /// SQL that makes the schema before the step at once.
    const std::string& created() const { return created_; }

private:
    std::string created_;
    std::string structure_;  ///< after the step
    Piece created_piece_{};
    Piece structure_piece_{};
    std::array<Revision, 2> revisions_;
    Chain chain_;
};

}  // namespace varve::compiler
