#pragma once

#include <iosfwd>

#include "generator/base/diagnostic.hpp"
#include "generator/base/source_file.hpp"

namespace varve::compiler {

/// Where a command speaks. Results go to `out`, everything about them to `err`.
struct Console {
    std::ostream& out;
    std::ostream& err;
};

/// Exit codes, the same for `varve` and for an application's command line.
enum ExitCode { exit_done = 0, exit_failed = 1, exit_usage = 2, exit_drift = 3, exit_refused = 4 };

/// Prints what the sink holds and forgets nothing; true when there were errors.
bool print_diagnostics(const DiagnosticSink& sink, const SourceSet& sources, Console& console);

}  // namespace varve::compiler
