#include "tests/generator/history/two_schemas.hpp"

#include "generator/base/render.hpp"
#include "generator/check/compile.hpp"
#include "generator/sqlite/render.hpp"
#include "tests/support/catch.hpp"

namespace varve::compiler::testing {

namespace {

constexpr const char* head = "schema test { edition 1; target sqlite >= 3.37; chain \"test.chain\" }\n";

Schema compile_items(SourceSet& sources, const char* path, const std::string& items) {
    const std::uint32_t file = sources.add(path, head + items);
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
    MemoryDatabase db;
    make(db, schemas.before);
    db.run(rows);
    Journey journey;
    REQUIRE_NOTHROW(db.run_plan(schemas.plan.up));
    check_structure(db, schemas.after);
    if (!query_up.empty()) journey.up = db.rows(query_up);
    if (schemas.plan.grade == Grade::none) return journey;
    REQUIRE_NOTHROW(db.run_plan(schemas.plan.down));
    check_structure(db, schemas.before);
    if (!query_down.empty()) journey.down = db.rows(query_down);
    return journey;
}

}  // namespace varve::compiler::testing
