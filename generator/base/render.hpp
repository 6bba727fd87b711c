#pragma once

#include <string>

#include "generator/base/diagnostic.hpp"
#include "generator/base/paint.hpp"
#include "generator/base/source_file.hpp"

namespace varve::compiler {

/// Prints one diagnostic as editors and CI parse it, with the source line and a caret:
///
///     schema/content.varve:7:3: error: unknown type `strng` [V0201]
///         email strng
///               ^~~~~
///     schema/content.varve:3:3: note: first declared here
///     help: did you mean `text`?
///
/// Tabs keep carets aligned; a multi-line span is underlined on its first line.
std::string render(const Diagnostic& diagnostic, const SourceSet& sources, Colours colours = Colours::none);

/// All of a sink's diagnostics, in order of place.
std::string render(const DiagnosticSink& sink, const SourceSet& sources, Colours colours = Colours::none);

}  // namespace varve::compiler
