#pragma once

#include <stdexcept>
#include <string>

#include "generator/base/render.hpp"
#include "generator/check/compile.hpp"

namespace varve::compiler::testing {

/// A whole schema file; an error throws with its rendered text.
inline Schema compile_file(const std::string& text) {
    SourceSet sources;
    const std::uint32_t file = sources.add("test.varve", text);
    DiagnosticSink sink;
    std::optional<Schema> schema = compile(sources, file, sink);
    if (!schema) throw std::runtime_error(render(sink, sources));
    return *std::move(schema);
}

/// The items of a schema, without its schema block.
inline Schema compile_text(const std::string& items) {
    return compile_file("schema test { edition 1; target sqlite >= 3.37; chain \"test.chain\" }\n" + items);
}

}  // namespace varve::compiler::testing
