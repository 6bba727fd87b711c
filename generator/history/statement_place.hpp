#pragma once

#include <optional>
#include <string_view>

#include "generator/base/source_file.hpp"
#include "generator/base/span.hpp"

namespace varve::compiler {

/// Where the statement stands that an executor's reason names ("statement 2 `…`: …"), in the text as it was
/// written. Nothing where the reason names none, or the text has no such statement.
std::optional<Span> statement_place(const SourceSet& sources, std::uint32_t file, std::string_view reason);

}  // namespace varve::compiler
