#pragma once

#include <string_view>

#include "generator/base/source_file.hpp"
#include "generator/base/span.hpp"
#include "generator/import/replay_steps.hpp"

namespace varve::compiler {

/// Where the statement of a step's way up stands that a reason names ("…: statement 2 `…`: …"), counted
/// without what was taken out; where it names none, the file's begin.
Span place_in_up(const SourceSet& sources, const ReplayedStep& step, std::string_view reason);

}  // namespace varve::compiler
