#include "generator/driver/import_schema.hpp"

#include <fmt/format.h>

#include <optional>

#include "generator/check/compile.hpp"
#include "generator/check/print_schema.hpp"
#include "generator/history/diff.hpp"
#include "generator/syntax/format.hpp"

namespace varve::compiler {
namespace {

/// Why a schema file of this text would not be at its chain's head; "" where it is.
std::string difference(const std::string& text, const Schema& frozen) {
    SourceSet sources;
    DiagnosticSink found;
    std::optional<Schema> today = compile(sources, sources.add("imported.varve", text), found);
    if (!today) return found.diagnostics().front().message;
    const Changes changes = diff(frozen, inherit_names(std::move(*today), frozen), found);
    return changes.empty() ? "" : describe(changes);
}

std::string formatted(const std::string& text) {
    SourceSet sources;
    const std::uint32_t file = sources.add("imported.varve", text);
    return format(sources, file);
}

}  // namespace

std::string import_schema(Schema head, const Schema& frozen, const std::string& old_table,
                          DiagnosticSink& sink) {
    head.chain_path = head.name + ".chain";
    head.cpp_namespace = head.name;
    if (!old_table.empty()) head.unmanaged.push_back({"table", old_table, {}});
    std::string text = print_schema(head);
    std::string problem = difference(text, frozen);
    if (problem.empty()) {
        text = formatted(text);
        problem = difference(text, frozen);
    }
    if (!problem.empty())
        sink.error(DiagnosticKind::import_unsaid, {0, 0, 0},
                   fmt::format("the schema file would not be its chain's head:\n{}", problem));
    return text;
}

}  // namespace varve::compiler
