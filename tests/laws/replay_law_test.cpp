// For random schemas: every table can be filled with rows, and the steps that the plan writes between two of
// them are what they claim when they are rehearsed on such rows.
#include <fmt/format.h>

#include <optional>

#include "generator/history/diff.hpp"
#include "generator/history/plan.hpp"
#include "generator/history/populate.hpp"
#include "generator/history/replay.hpp"
#include "generator/sqlite/prepare.hpp"
#include "generator/sqlite/render.hpp"
#include "runtime/include/varve/connection.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/compile_text.hpp"
#include "tests/support/random_schema.hpp"

using namespace varve::compiler;

namespace {

std::optional<Schema> random_schema(std::uint32_t seed) {
    Schema schema = testing::compile_file(testing::random_schema(seed));
    DiagnosticSink sink;
    if (!sqlite::prepare(schema, sink)) return std::nullopt;
    return schema;
}

std::string create_all(const Schema& schema) {
    std::string script;
    for (const sqlite::Statement& statement : sqlite::render(schema))
        script += statement.sql + ";\n";
    return script;
}

RevisionSource revision(const std::string& name, const std::string& up, const std::string& down,
                        const Schema& schema) {
    RevisionSource source;
    source.directory = "draft_" + name;
    source.name = name;
    source.up = varve::detail::normalise_sql(up);
    source.down = varve::detail::normalise_sql(down);
    source.schema = schema;
    return source;
}

/// What a rehearsal of the plan from one schema to the other tells; nothing when there is no plan.
std::optional<std::string> rehearsed(const Schema& before, const Schema& named) {
    const Schema after = inherit_names(named, before);
    DiagnosticSink sink;
    const Changes changes = diff(before, after, sink);
    const Plan steps = plan(before, after, changes, sink);
    if (sink.has_errors()) return std::nullopt;
    VerifiedChain chain;
    chain.revisions = {revision("initial", create_all(before), "", before),
                       revision("step", steps.up, steps.down, after)};
    chain.records.push_back(make_record(chain.revisions[0], {}));
    chain.records.push_back(make_record(chain.revisions[1], {chain.records[0].digest}));
    DiagnosticSink rehearsal;
    replay(chain, rehearsal);
    std::string told;
    for (const Diagnostic& diagnostic : rehearsal.diagnostics())
        if (diagnostic.severity == Severity::error) told += diagnostic.message + "\n";
    if (!told.empty()) told += "up:\n" + steps.up + "\ndown:\n" + steps.down;
    return told;
}

}  // namespace

TEST_CASE("random schemas are filled with rows", "[law]") {
    std::size_t tables = 0;
    std::size_t empty = 0;
    for (std::uint32_t seed = 0; seed != 300; ++seed) {
        const std::optional<Schema> schema = random_schema(seed);
        if (!schema) continue;
        varve::Connection db = varve::Connection::open({.path = ":memory:"});
        db.execute(create_all(*schema));
        tables += schema->tables.size();
        for (const Unpopulated& table : populate(db.native_handle(), *schema)) {
            printf("%u %s %s\n", seed, table.table.c_str(), table.reason.c_str());
            ++empty;
        }
    }
    printf("%zu %zu\n", tables, empty);
}

TEST_CASE("what the plan writes is what it claims, for random schemas", "[law]") {
    int count = 0, none = 0;
    for (std::uint32_t seed = 0; seed != 200; ++seed) {
        const std::optional<Schema> before = random_schema(seed);
        const std::optional<Schema> after = random_schema(seed + 1);
        if (!before || !after) continue;
        const std::optional<std::string> told = rehearsed(*before, *after);
        if (!told) {
            ++none;
            continue;
        }
        ++count;
        if (!told->empty()) printf("%u: %s\n", seed, told->c_str());
    }
    printf("%d %d\n", count, none);
}
