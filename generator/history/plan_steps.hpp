#pragma once

#include <string>
#include <vector>

#include "generator/history/course.hpp"

namespace varve::compiler {

/// What a course drops, as directives name it: `users.phone`, `posts`. Generated columns hold nothing of
/// their own.
std::vector<std::string> dropped_names(const Course& course);

/// The SQL of a course without obstacles.
std::string write_steps(const Course& course);

}  // namespace varve::compiler
