#include "generator/check/compile.hpp"

#include "generator/check/check_text.hpp"
#include "generator/check/context.hpp"
#include "generator/syntax/parser.hpp"

namespace varve::compiler {

std::optional<Schema> compile(const SourceSet& sources, std::uint32_t file, DiagnosticSink& sink,
                              bool expects_snapshot) {
    if (!check_text(sources, file, sink)) return std::nullopt;
    DiagnosticSink found;
    const ast::File parsed = parse(sources, file, found);
    Context context{parsed, found, file, expects_snapshot};
    check_settings(context);
    check_requirements(context);
    check_unmanaged(context);
    check_types(context);
    check_tables(context);
    check_keys(context);
    check_key_clauses(context);
    check_references(context);
    check_virtual_tables(context);
    check_searches(context);
    check_views(context);
    check_triggers(context);
    check_hints(context);
    check_names(context);
    name_objects(context);
    for (const Diagnostic& diagnostic : found.diagnostics())
        sink.report(diagnostic);
    if (found.has_errors()) return std::nullopt;
    return std::move(context.schema);
}

}  // namespace varve::compiler
