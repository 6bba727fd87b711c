#pragma once

#include <cstdint>

#include "generator/base/diagnostic.hpp"
#include "generator/base/source_file.hpp"
#include "generator/model/schema.hpp"

namespace varve::compiler {

/// Lints the up.sql that leads from one schema to the next: reads off it what the rules look at.
void lint_up(const Schema& before, const Schema& after, const SourceSet& sources, std::uint32_t file,
             DiagnosticSink& sink);

}  // namespace varve::compiler
