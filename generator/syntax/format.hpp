#pragma once

#include <cstdint>
#include <string>

#include "generator/base/source_file.hpp"

namespace varve::compiler {

/// The canonical form of a file that parses without errors: one item a line, two spaces, names and types
/// aligned within a table, modifiers in one order, at most one blank line between items. SQL and comments
/// stay as they are, and what a comment documents stays the same. Line ends are those of the file's first
/// line.
std::string format(const SourceSet& sources, std::uint32_t file);

}  // namespace varve::compiler
