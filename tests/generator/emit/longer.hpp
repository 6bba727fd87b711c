#pragma once

#include <string>
#include <vector>

#include <varve/chain.hpp>

/// A chain with one more revision behind it: what a newer program was built from.
class Longer {
public:
    Longer(const varve::Chain& chain, std::string up, bool compatible = false);
    const varve::Chain& chain() const { return chain_; }

private:
    std::string up_, digest_, body_, fingerprint_, structure_;
    varve::Piece up_piece_{}, structure_piece_{};
    std::vector<varve::Revision> revisions_;
    varve::Chain chain_;
};
