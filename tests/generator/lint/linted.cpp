#include "tests/generator/lint/linted.hpp"

#include "generator/base/render.hpp"
#include "generator/check/compile.hpp"
#include "generator/lint/lint.hpp"
#include "generator/sqlite/trigger_scans.hpp"
#include "generator/syntax/comments.hpp"
#include "tests/support/catch.hpp"

namespace varve::compiler::testing {

namespace {

Schema compiled(SourceSet& sources, const std::string& path, const std::string& items) {
    DiagnosticSink sink;
    std::optional<Schema> schema =
        compile(sources, sources.add(path, "schema s { edition 1 }\n" + items), sink);
    INFO(render(sink, sources));
    REQUIRE(schema);
    return *std::move(schema);
}

}  // namespace

std::string linted(const std::string& items, const std::string& newest) {
    SourceSet sources;
    const Schema schema = compiled(sources, "a.varve", items);
    const Schema before = compiled(sources, "before.varve", newest);
    std::vector<LintComment> comments;
    for (const Token& comment : comments_of(sources, 0))
        comments.push_back({comment.text, comment.span});
    DiagnosticSink sink;
    std::vector<TriggerScan> scans;
    for (auto& [trigger, table] : sqlite::trigger_scans(schema))
        scans.push_back({trigger, table});
    lint({schema, newest.empty() ? nullptr : &before, sources, comments, std::move(scans)}, sink);
    return render(sink, sources);
}

}  // namespace varve::compiler::testing
