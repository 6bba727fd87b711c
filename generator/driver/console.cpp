#include "generator/driver/console.hpp"

#include <ostream>

#include "generator/base/render.hpp"

namespace varve::compiler {

bool print_diagnostics(const DiagnosticSink& sink, const SourceSet& sources, Console& console) {
    console.err << render(sink, sources);
    return sink.has_errors();
}

}  // namespace varve::compiler
