#pragma once

#include <cstdint>

#include "generator/base/diagnostic.hpp"
#include "generator/base/source_file.hpp"
#include "generator/syntax/ast.hpp"

namespace varve::compiler {

/// Text to Ast. Reports one error for each item that does not parse and reads on behind it; what is left of
/// such an item is marked, so that the check does not blame its absence.
ast::File parse(const SourceSet& sources, std::uint32_t file, DiagnosticSink& sink);

}  // namespace varve::compiler
