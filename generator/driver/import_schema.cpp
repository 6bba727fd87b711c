#include "generator/driver/import_schema.hpp"

#include <fmt/format.h>

#include "generator/check/compile.hpp"
#include "generator/history/diff.hpp"

namespace varve::compiler {
namespace {

/// The snapshot's text with the settings that only a schema file has.
std::string author_text(const std::string& name, const Schema& head) {
    std::string text = lower(head);
    const auto end = text.find("}\n");
    return text.insert(end, fmt::format("  chain   \"{0}.chain\"\n  cpp     namespace \"{0}\"\n", name));
}

}  // namespace

std::string import_schema(const std::string& name, const Schema& head, DiagnosticSink& sink) {
    std::string text = author_text(name, head);
    SourceSet sources;
    DiagnosticSink found;
    std::optional<Schema> today = compile(sources, sources.add(name + ".varve", text), found);
    std::string difference;
    if (today) {
        const Changes changes = diff(head, inherit_names(std::move(*today), head), found);
        if (!changes.empty()) difference = describe(changes);
    } else {
        difference = found.diagnostics().front().message;
    }
    if (!difference.empty())
        sink.error(DiagnosticKind::import_unsaid, {0, 0, 0},
                   fmt::format("the schema file would not be its chain's head:\n{}", difference));
    return text;
}

}  // namespace varve::compiler
