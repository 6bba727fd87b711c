#pragma once

#include <string>
#include <vector>

#include "runtime/src/structure.hpp"

namespace varve::detail {

/// SQL that would bring what is ours to what is expected, for people to read and run.
struct Mending {
    std::vector<std::string> statements;
    bool whole = true;  ///< no table is altered: those keep their rows only in a rebuild, and have none here
};

Mending mend(const Structure& expected, const Structure& ours);

}  // namespace varve::detail
