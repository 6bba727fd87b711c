#pragma once

#include "generator/driver/project.hpp"

namespace varve::compiler {

/// Warns of a draft whose down says nothing, not even that there is none: it would be sealed as a way that
/// nobody comes back by.
void warn_of_no_way_back(Project& project);

}  // namespace varve::compiler
