#pragma once

#include <string>
#include <vector>

#include "generator/driver/project.hpp"
#include "generator/history/moving_line.hpp"

namespace varve::compiler {

/// The chain's lock as each git ref holds it, in the order of the refs; of one that holds none, an empty lock
/// and a note. A lock that cannot be read is reported and left out. Throws FileError for a ref that is not
/// there.
std::vector<BaseLock> locks_at_refs(Project& project, const std::vector<std::string>& refs,
                                    std::vector<std::string>& notes);

}  // namespace varve::compiler
