#pragma once

#include <string>

#include "generator/base/diagnostic.hpp"
#include "generator/base/source_file.hpp"

namespace varve::compiler {

/// A sink's diagnostics as workflow commands of GitHub Actions, a line each, which it shows beside the lines
/// of a pull request. Paths below `root` are written relative to it.
std::string annotations(const DiagnosticSink& sink, const SourceSet& sources, const std::string& root);

}  // namespace varve::compiler
