#pragma once

#include <set>
#include <string>
#include <string_view>

namespace varve::compiler {

/// The folded names of columns that a normalised script may compute with: every name in its statements that
/// read or change rows, but for those that a copy takes over as they are. What is not among them is carried
/// at most, so that any value must come through.
std::set<std::string> computed_names(std::string_view script);

}  // namespace varve::compiler
