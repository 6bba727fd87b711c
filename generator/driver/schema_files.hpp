#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "generator/base/diagnostic.hpp"
#include "generator/base/source_file.hpp"
#include "generator/check/compile.hpp"

namespace varve::compiler {

/// Reads a schema file and all that it includes; `inputs` gets the path of each. What an include names must
/// be a file below the root schema's own directory, links followed. Throws FileError when the root cannot be
/// read; every include that cannot is reported at its place.
SchemaFiles read_schema_files(const std::filesystem::path& schema_file, SourceSet& sources,
                              DiagnosticSink& sink, std::vector<std::string>& inputs);

}  // namespace varve::compiler
