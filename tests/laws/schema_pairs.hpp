#pragma once

#include <cstdint>
#include <string>

#include "tests/laws/pair_trial.hpp"

namespace varve::compiler::testing {

/// A random pair of schemas and what came of it. The second is the first behind one to six edits, or one of
/// its own over the same names; where the plan wants a word from the author, it is nearly always given.
struct TriedPair {
    std::string before;
    std::string after;
    bool foreign_keys = true;
    bool independent = false;
    PairOutcome outcome;
};

TriedPair random_pair(std::uint32_t seed);

}  // namespace varve::compiler::testing
