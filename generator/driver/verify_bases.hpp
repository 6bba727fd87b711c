#pragma once

#include <string>
#include <vector>

#include "generator/driver/project.hpp"

namespace varve::compiler {

/// Holds the project's lock to what each git ref holds at its place. A ref without a lock there says so in
/// `notes`, a line each: nothing was frozen then, or the chain had another place.
void verify_bases(Project& project, const std::vector<std::string>& refs, std::vector<std::string>& notes);

}  // namespace varve::compiler
