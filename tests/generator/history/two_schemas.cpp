#include "tests/generator/history/two_schemas.hpp"

#include "generator/base/render.hpp"
#include "generator/check/compile.hpp"
#include "generator/history/replay.hpp"
#include "generator/sqlite/render.hpp"
#include "tests/generator/history/chain_fixture.hpp"
#include "tests/support/catch.hpp"

namespace varve::compiler::testing {

namespace {

constexpr const char* head = "schema test { edition 1; target sqlite >= 3.37; chain \"test.chain\"";

std::string whole(const std::string& text) {
    constexpr std::string_view line = "\n---\n";
    const std::size_t at = text.find(line);
    if (at == std::string::npos) return std::string(head) + " }\n" + text;
    return std::string(head) + "; " + text.substr(0, at) + " }\n" + text.substr(at + line.size());
}

Schema compile_items(SourceSet& sources, const char* path, const std::string& items) {
    const std::uint32_t file = sources.add(path, whole(items));
    if (items.empty()) return {};
    DiagnosticSink sink;
    std::optional<Schema> schema = compile(sources, file, sink);
    INFO(render(sink, sources));
    REQUIRE(schema);
    return *std::move(schema);
}

void check_structure(MemoryDatabase& db, const Schema& schema) {
    CHECK(detail::describe_difference(sqlite::structure_of(schema), db.structure()) ==
          std::vector<std::string>{});
}

RevisionSource revision_of(const char* number, const Schema& from, const Schema& to) {
    DiagnosticSink sink;
    const Plan steps = plan(from, to, diff(from, to, sink), sink);
    return test::revision(number, number, steps.up, steps.down, to);
}

/// The build's own proof, with its rows of every kind: structure, rows and grade of up and down.
void rehearse(const TwoSchemas& schemas) {
    std::vector<RevisionSource> revisions;
    if (!schemas.before.tables.empty()) revisions.push_back(revision_of("0001", {}, schemas.before));
    revisions.push_back(test::revision("0002", "0002", schemas.plan.up, schemas.plan.down, schemas.after));
    DiagnosticSink sink;
    replay(test::verified(test::frozen(std::move(revisions))), sink);
    INFO(test::told(sink));
    CHECK_FALSE(sink.has_errors());
}

}  // namespace

TwoSchemas compare_texts(const std::string& before, const std::string& after) {
    SourceSet sources;
    TwoSchemas schemas;
    schemas.before = compile_items(sources, "before.varve", before);
    schemas.after = inherit_names(compile_items(sources, "today.varve", after), schemas.before);
    DiagnosticSink sink;
    schemas.changes = diff(schemas.before, schemas.after, sink);
    if (!sink.has_errors()) schemas.plan = plan(schemas.before, schemas.after, schemas.changes, sink);
    schemas.diagnostics = render(sink, sources);
    CHECK(schemas.changes.empty() ==
          (sqlite::structure_of(schemas.before) == sqlite::structure_of(schemas.after)));
    return schemas;
}

void make(MemoryDatabase& db, const Schema& schema) {
    for (const sqlite::Statement& statement : sqlite::render(schema))
        db.run(statement.sql);
}

Journey travel(const TwoSchemas& schemas, const std::string& rows, const std::string& query_up,
               const std::string& query_down) {
    INFO(schemas.diagnostics);
    INFO("up:\n" << schemas.plan.up);
    INFO("down:\n" << schemas.plan.down);
    REQUIRE(schemas.plan.up != "");
    rehearse(schemas);
    MemoryDatabase db;
    make(db, schemas.before);
    db.run(rows);
    Journey journey;
    db.run_plan(schemas.plan.up);
    check_structure(db, schemas.after);
    if (!query_up.empty()) journey.up = db.rows(query_up);
    if (schemas.plan.grade == Grade::none) return journey;
    db.run_plan(schemas.plan.down);
    check_structure(db, schemas.before);
    if (!query_down.empty()) journey.down = db.rows(query_down);
    return journey;
}

}  // namespace varve::compiler::testing
