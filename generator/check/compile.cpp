#include "generator/check/compile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

#include "generator/check/check_text.hpp"
#include "generator/check/context.hpp"
#include "generator/syntax/parser.hpp"

namespace varve::compiler {

namespace {

template <typename Item>
void append(std::vector<Item>& to, std::vector<Item>& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

void append(ast::File& root, ast::File part) {
    append(root.includes, part.includes);
    append(root.requirements, part.requirements);
    append(root.unmanaged, part.unmanaged);
    append(root.enums, part.enums);
    append(root.types, part.types);
    append(root.tables, part.tables);
    append(root.views, part.views);
    append(root.triggers, part.triggers);
    append(root.virtual_tables, part.virtual_tables);
    append(root.searches, part.searches);
    if (!root.dialect) root.dialect = part.dialect;
    root.damaged = root.damaged || part.damaged;
}

void refuse_settings(const SourceSet& sources, std::uint32_t root, const ast::File& part,
                     DiagnosticSink& sink) {
    if (!part.settings) return;
    sink.error(DiagnosticKind::misplaced_schema_block, part.settings->name.span,
               "an included file has a schema block", {},
               fmt::format("the one in {} is for all files", sources[root].path()));
}

/// All files as if they were one.
ast::File read(const SourceSet& sources, const SchemaFiles& files, DiagnosticSink& sink) {
    ast::File root;
    root.damaged = !files.whole;
    for (const std::uint32_t file : files.files) {
        if (!check_text(sources, file, sink)) {
            root.damaged = true;
            continue;
        }
        ast::File part = parse(sources, file, sink);
        if (file == files.files.front())
            root.settings = std::move(part.settings);
        else
            refuse_settings(sources, files.files.front(), part, sink);
        append(root, std::move(part));
    }
    return root;
}

/// Whoever hands over less than the file asks for would get less than it says.
void check_whole(const ast::File& file, std::size_t files, bool snapshot, DiagnosticSink& sink) {
    if (snapshot && file.dialect)
        sink.error(DiagnosticKind::not_lowered, *file.dialect,
                   "SQL is split by target in the schema of a revision", {},
                   "there only the target's part stands");
    if (file.includes.size() < files || file.damaged) return;
    const Span span = file.includes.front().span;
    if (snapshot)
        sink.error(DiagnosticKind::not_lowered, span, "`include` stands in the schema of a revision", {},
                   "there all items stand in one file");
    else
        sink.error(DiagnosticKind::bad_include, span, "the included file was not read");
}

/// Beyond so many errors nobody reads on.
void show(const DiagnosticSink& found, DiagnosticSink& sink) {
    std::size_t errors = 0;
    for (const Diagnostic& diagnostic : found.diagnostics()) {
        const bool error = diagnostic.severity == Severity::error;
        if (error && errors++ == Context::most_shown)
            return sink.error(DiagnosticKind::too_many_errors, diagnostic.span,
                              "too many errors, the rest is not shown");
        sink.report(diagnostic);
    }
}

std::optional<Schema> compile_edition_1(const ast::File& parsed, const SchemaFiles& files, bool snapshot,
                                        DiagnosticSink& found) {
    Context context{parsed, found, files.files.front(), snapshot};
    check_whole(parsed, files.files.size(), snapshot, found);
    check_settings(context);
    check_requirements(context);
    check_unmanaged(context);
    check_types(context);
    check_tables(context);
    check_keys(context);
    check_key_clauses(context);
    check_lazy(context);
    check_references(context);
    check_virtual_tables(context);
    check_searches(context);
    check_views(context);
    check_triggers(context);
    if (!snapshot) check_floor(context);
    check_hints(context);
    check_names(context);
    name_objects(context);
    return std::move(context.schema);
}

/// What an edition's words mean. A reader stays as it is for ever: the frozen revisions of its time are read
/// by it.
struct EditionReader {
    std::string_view number;
    std::optional<Schema> (*read)(const ast::File& parsed, const SchemaFiles& files, bool snapshot,
                                  DiagnosticSink& found);
};

constexpr std::array<EditionReader, 1> editions{{{"1", compile_edition_1}}};

/// A file that names no edition is read as the newest, and told so there.
const EditionReader* reader_of(const ast::File& parsed) {
    if (!parsed.settings || !parsed.settings->edition) return &editions.back();
    const std::string& number = parsed.settings->edition->text;
    const auto* found = std::find_if(editions.begin(), editions.end(),
                                     [&](const EditionReader& each) { return each.number == number; });
    return found == editions.end() ? nullptr : found;
}

void refuse_edition(const ast::File& parsed, DiagnosticSink& sink) {
    sink.error(
        DiagnosticKind::unknown_edition, parsed.settings->edition->span,
        fmt::format("this varve does not know edition `{}` of the language", parsed.settings->edition->text),
        {}, "edition 1 is the only one so far");
}

std::optional<Schema> compile(const SourceSet& sources, const SchemaFiles& files, DiagnosticSink& sink,
                              bool snapshot) {
    DiagnosticSink found;
    const ast::File parsed = read(sources, files, found);
    const EditionReader* reader = reader_of(parsed);
    // What else is found in a file of another edition may be that edition's own.
    if (reader == nullptr) return refuse_edition(parsed, sink), std::nullopt;
    std::optional<Schema> schema = reader->read(parsed, files, snapshot, found);
    show(found, sink);
    if (found.has_errors() || !files.whole) return std::nullopt;
    return schema;
}

}  // namespace

std::optional<Schema> compile(const SourceSet& sources, std::uint32_t file, DiagnosticSink& sink,
                              bool expects_snapshot) {
    return compile(sources, {{file}, true}, sink, expects_snapshot);
}

std::optional<Schema> compile(const SourceSet& sources, const SchemaFiles& files, DiagnosticSink& sink) {
    return compile(sources, files, sink, false);
}

}  // namespace varve::compiler
