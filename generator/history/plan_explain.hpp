#pragma once

#include <vector>

#include "generator/history/course.hpp"
#include "generator/history/plan.hpp"

namespace varve::compiler {

/// Why the course goes the way it goes, a table each.
std::vector<Reason> explain(const Course& course);

}  // namespace varve::compiler
