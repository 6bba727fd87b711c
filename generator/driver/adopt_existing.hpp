#pragma once

#include <string>
#include <vector>

#include "generator/model/schema.hpp"
#include "runtime/src/structure.hpp"

namespace varve::compiler {

/// A planned up that runs on databases without what it makes, and on those where other hands made the same
/// before.
struct Adoption {
    std::string up;
    std::vector<std::string> adopted;     ///< "index by_age": made only where it is missing
    std::vector<std::string> in_the_way;  ///< what a database like this one cannot run, and what to do there
};

/// Lets the up of the plan from `newest` to `today` pass over the objects that a database of structure
/// `found` has exactly as today's schema means them. What is there in another form stops the revision there,
/// as ever.
Adoption adopt_existing(std::string up, const Schema& newest, const Schema& today,
                        const detail::Structure& found);

}  // namespace varve::compiler
