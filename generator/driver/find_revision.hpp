#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "generator/driver/console.hpp"
#include "generator/driver/project.hpp"

namespace varve::compiler {

/// By name, directory, number or id, the first 4 of its digits at least. Nothing, and it was told, where the
/// chain has no such one, or several; `command` is the example of the way out.
std::optional<std::size_t> find_revision(const Project& project, const std::string& word,
                                         const std::string& command, Console& console);

}  // namespace varve::compiler
