#include "tests/generator/history/two_schemas.hpp"

#include "generator/base/render.hpp"
#include "generator/check/compile.hpp"
#include "generator/history/replay.hpp"
#include "generator/sqlite/render.hpp"
#include "runtime/include/varve/migrate.hpp"
#include "runtime/src/statement.hpp"
#include "tests/generator/history/chain_fixture.hpp"
#include "tests/runtime/chain_maker.hpp"
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

namespace {

std::string create_all(const Schema& schema) {
    std::string script;
    for (const sqlite::Statement& statement : sqlite::render(schema))
        script += statement.sql + ";\n";
    return script;
}

/// One line a row, values joined by a comma.
std::vector<std::string> rows_of(Connection& db, const std::string& query) {
    std::vector<std::string> lines;
    if (query.empty()) return lines;
    detail::Statement rows(db.native_handle(), query, "cannot look at the rows");
    const int columns = sqlite3_column_count(rows.handle());
    while (rows.step()) {
        std::string& line = lines.emplace_back();
        for (int i = 0; i != columns; ++i)
            line += (i == 0 ? "" : ",") + (rows.is_null(i) ? "NULL" : rows.text(i));
    }
    return lines;
}

void check_structure(Connection& db, const Schema& schema) {
    CHECK(detail::describe_difference(sqlite::structure_of(schema),
                                      detail::read_structure(db.native_handle())) ==
          std::vector<std::string>{});
}

}  // namespace

Journey travel(const TwoSchemas& schemas, const std::string& rows, const std::string& query_up,
               const std::string& query_down) {
    INFO(schemas.diagnostics);
    INFO("up:\n" << schemas.plan.up);
    INFO("down:\n" << schemas.plan.down);
    REQUIRE(schemas.plan.up != "");
    rehearse(schemas);
    ChainMaker maker;
    const std::string before = create_all(schemas.before);
    const bool is_first = before.empty();
    if (!is_first) maker.add({"first", before, before, ""});
    maker.add({"step", schemas.plan.up, create_all(schemas.after), schemas.plan.down, schemas.plan.grade});
    Connection db = Connection::open({.path = ":memory:"});
    if (!is_first) upgrade(db, maker.chain(1));
    db.execute("PRAGMA foreign_keys = OFF");
    db.execute(rows);
    db.execute("PRAGMA foreign_keys = ON");
    Journey journey;
    upgrade(db, maker.chain());
    check_structure(db, schemas.after);
    journey.up = rows_of(db, query_up);
    if (schemas.plan.grade == Grade::none) return journey;
    MigrateOptions options;
    options.allow_loss = schemas.plan.grade == Grade::loses;
    downgrade(db, maker.chain(), is_first ? std::string_view() : maker[0].digest, options);
    check_structure(db, schemas.before);
    journey.down = rows_of(db, query_down);
    return journey;
}

}  // namespace varve::compiler::testing
