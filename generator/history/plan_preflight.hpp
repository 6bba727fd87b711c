#pragma once

#include <string>

#include "generator/history/course.hpp"

namespace varve::compiler {

/// The queries that find rows which stand against a course: NULLs, values that do not fit, rows of which a
/// new check is false, duplicates, references to nothing, and values that a conversion would change. Each
/// behind its
/// `--@ preflight` directive; "" where the course asks nothing new of the rows. What an older constraint
/// promises already is not asked.
std::string write_preflight(const Course& course);

}  // namespace varve::compiler
