#pragma once

#include <iosfwd>
#include <optional>
#include <string>

#include "generator/base/diagnostic.hpp"
#include "generator/base/paint.hpp"
#include "generator/base/source_file.hpp"
#include "runtime/command_line/command_error.hpp"

namespace varve::compiler {

class JsonReport;

/// Where a command speaks. Results go to `out`, everything about them to `err`; where there is a `json`,
/// diagnostics go there instead.
struct Console {
    std::ostream& out;
    std::ostream& err;
    JsonReport* json = nullptr;
    std::ostream* terminal = nullptr;  ///< `err`, where it is one on which a line can be overwritten
    Colours colours = Colours::none;   ///< of diagnostics
    std::optional<std::string> annotate_below = {};  ///< GitHub Actions: where the repository lies
};

using detail::exit_done;
using detail::exit_drift;
using detail::exit_failed;
using detail::exit_refused;
using detail::exit_usage;

/// Prints what the sink holds and forgets nothing; true when there were errors.
bool print_diagnostics(const DiagnosticSink& sink, const SourceSet& sources, Console& console);

}  // namespace varve::compiler
