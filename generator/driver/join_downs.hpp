#pragma once

#include <string>

namespace varve::compiler {

/// The down of two ups that became one revision: what came last is undone first, and the grade is the worse
/// of both.
std::string join_downs(const std::string& later, const std::string& earlier);

}  // namespace varve::compiler
