#include "generator/driver/console.hpp"

#include <ostream>

#include "generator/base/annotations.hpp"
#include "generator/base/render.hpp"
#include "generator/driver/json_report.hpp"

namespace varve::compiler {

bool print_diagnostics(const DiagnosticSink& sink, const SourceSet& sources, Console& console) {
    if (console.json != nullptr)
        console.json->add(sink, sources);
    else
        console.err << render(sink, sources, console.colours);
    if (console.annotate_below) console.err << annotations(sink, sources, *console.annotate_below);
    return sink.has_errors();
}

}  // namespace varve::compiler
