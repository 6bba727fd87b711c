#include "generator/base/annotations.hpp"

#include <fmt/format.h>

#include <string_view>

namespace varve::compiler {
namespace {

/// A workflow command is one line; in its properties, colons and commas part them.
std::string escaped(std::string_view text, bool in_property) {
    std::string out;
    for (const char c : text) {
        const bool special = c == '%' || c == '\r' || c == '\n' || (in_property && (c == ':' || c == ','));
        if (special)
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        else
            out += c;
    }
    return out;
}

std::string_view below(std::string_view path, std::string_view root) {
    while (root.ends_with('/'))
        root.remove_suffix(1);
    const bool inside =
        !root.empty() && path.size() > root.size() && path.starts_with(root) && path[root.size()] == '/';
    return inside ? path.substr(root.size() + 1) : path;
}

}  // namespace

std::string annotations(const DiagnosticSink& sink, const SourceSet& sources, const std::string& root) {
    std::string out;
    for (const Diagnostic& diagnostic : sink.diagnostics()) {
        const SourceFile& file = sources[diagnostic.span.file];
        const Position at = file.position(diagnostic.span.begin);
        std::string message = fmt::format("{} [{}]", diagnostic.message, id_of(diagnostic.kind));
        if (!diagnostic.help.empty()) message += "\nhelp: " + diagnostic.help;
        out += fmt::format(
            "::{} file={},line={},col={}::{}\n", diagnostic.severity == Severity::error ? "error" : "warning",
            escaped(below(file.path(), root), true), at.line, at.column, escaped(message, false));
    }
    return out;
}

}  // namespace varve::compiler
