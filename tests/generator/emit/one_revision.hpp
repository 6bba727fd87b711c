#pragma once

#include <memory>
#include <string>

#include "generator/model/schema.hpp"
#include "runtime/include/varve/chain.hpp"

namespace varve::compiler::testing {

/// A chain of one frozen revision that makes the schema from nothing: what `init` and `freeze` would leave.
class OneRevision {
public:
    explicit OneRevision(const Schema& schema);
    const Chain& chain() const { return chain_; }

private:
    std::string up_, digest_, body_, fingerprint_, structure_;
    Piece up_piece_{}, structure_piece_{};
    Revision revision_;
    Chain chain_;
};

}  // namespace varve::compiler::testing
