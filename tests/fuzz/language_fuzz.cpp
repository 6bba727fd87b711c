// Any bytes as a schema file: lexed, parsed, checked, formatted. A crash, a hang or a broken law stops it.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "generator/base/render.hpp"
#include "generator/check/check_text.hpp"
#include "generator/check/compile.hpp"
#include "generator/syntax/format.hpp"
#include "tests/support/same_ast.hpp"

using namespace varve::compiler;

namespace {

std::string formatted(const std::string& text) {
    SourceSet sources;
    return format(sources, sources.add("a.varve", text));
}

void demand(bool holds, const char* law, const std::string& text, const std::string& form) {
    if (holds) return;
    std::fprintf(stderr, "%s\n--- text\n%s\n--- form\n%s\n", law, text.c_str(), form.c_str());
    std::abort();
}

bool is_text(const std::string& bytes) {
    SourceSet sources;
    DiagnosticSink sink;
    return check_text(sources, sources.add("a.varve", bytes), sink);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    SourceSet sources;
    DiagnosticSink sink;
    const std::optional<Schema> schema = compile(sources, sources.add("a.varve", text), sink);
    demand(schema.has_value() != sink.has_errors(), "a schema and errors, or neither", text, "");
    render(sink, sources);
    if (schema) lower(*schema);
    if (!is_text(text)) return 0;
    const testing::PlacelessAst meant = testing::placeless_ast(text);
    if (!meant.good) return 0;
    const std::string form = formatted(text);
    demand(testing::placeless_ast(form) == meant, "the form says something else", text, form);
    demand(formatted(form) == form, "the form is not its own form", text, formatted(form));
    return 0;
}
