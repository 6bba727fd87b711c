#pragma once

#include <cstdint>

#include "generator/base/diagnostic.hpp"
#include "generator/base/source_file.hpp"

namespace varve::compiler {

/// Whether the bytes of a file are text that varve reads: UTF-8, whole, without conflict markers. Reports why
/// not.
bool check_text(const SourceSet& sources, std::uint32_t file, DiagnosticSink& sink);

}  // namespace varve::compiler
