#pragma once

#include <cstddef>
#include <cstdint>

#include "generator/base/diagnostic.hpp"
#include "generator/base/source_file.hpp"

namespace varve::compiler {

/// Beyond this no file was written by people, and reading it whole would only take long.
inline constexpr std::size_t largest_file = std::size_t{16} << 20;

/// Whether the bytes of a file are text that varve reads: UTF-8, whole, without conflict markers, not
/// larger than `largest_file`. Reports why
/// not.
bool check_text(const SourceSet& sources, std::uint32_t file, DiagnosticSink& sink);

}  // namespace varve::compiler
