#pragma once

#include <string>
#include <vector>

#include "runtime/src/structure.hpp"

namespace varve::detail {

/// SQL that would bring what is ours to what is expected, a statement each, where statements alone can:
/// tables that are altered keep their rows only in a rebuild, and have none here. For people to read and run.
std::vector<std::string> mending_statements(const Structure& expected, const Structure& ours);

}  // namespace varve::detail
