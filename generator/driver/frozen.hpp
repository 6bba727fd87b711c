#pragma once

#include "generator/driver/project.hpp"

namespace varve::compiler {

/// What a FROZEN build demands: no draft, and a schema that is its chain's head. Reports what stands against
/// it.
bool require_frozen(Project& project);

/// Today's schema equals the newest revision's; reports the changes and the command to run when it does not.
bool require_at_head(Project& project);

}  // namespace varve::compiler
