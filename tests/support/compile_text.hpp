#pragma once

#include <stdexcept>
#include <string>

#include "generator/base/render.hpp"
#include "generator/check/compile.hpp"

namespace varve::compiler::testing {

/// The items of a schema, compiled as today's schema file; an error throws with its rendered text.
inline Schema compile_text(const std::string& items) {
    SourceSet sources;
    const std::string head = "schema test { edition 1; target sqlite >= 3.37; chain \"test.chain\" }\n";
    const std::uint32_t file = sources.add("test.varve", head + items);
    DiagnosticSink sink;
    std::optional<Schema> schema = compile(sources, file, sink);
    if (!schema) throw std::runtime_error(render(sink, sources));
    return *std::move(schema);
}

}  // namespace varve::compiler::testing
