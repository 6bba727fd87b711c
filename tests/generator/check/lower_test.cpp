#include <string>

#include "generator/base/render.hpp"
#include "generator/check/compile.hpp"
#include "generator/sqlite/render.hpp"
#include "tests/generator/check/cases.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/memory_database.hpp"
#include "tests/support/random_schema.hpp"

using namespace varve::compiler;

namespace {

std::optional<Schema> compiled(const std::string& text, bool snapshot) {
    SourceSet sources;
    DiagnosticSink sink;
    std::optional<Schema> schema = compile(sources, sources.add("a.varve", text), sink, snapshot);
    INFO(text);
    CHECK(render(sink, sources) == "");
    return schema;
}

/// All that shapes the database, as the SQL that makes it.
std::string shape_of(const Schema& schema) {
    std::string out;
    for (const sqlite::Statement& statement : sqlite::render(schema))
        out += statement.sql + ";\n";
    return out;
}

/// The law: a lowered schema means the same database, and is as low as it gets.
void check_lowering(const std::string& text, bool snapshot) {
    const std::optional<Schema> schema = compiled(text, snapshot);
    REQUIRE(schema);
    const std::string low = lower(*schema);
    const std::optional<Schema> again = compiled(low, true);
    REQUIRE(again);
    CHECK(shape_of(*again) == shape_of(*schema));
    CHECK(lower(*again) == low);
    CHECK(again->name == schema->name);
    CHECK(again->sqlite_floor == schema->sqlite_floor);
    CHECK(again->enums.size() == schema->enums.size());
}

}  // namespace

TEST_CASE("the cases mean the same when lowered") {
    for (const testing::Case& item : testing::all_cases()) {
        if (item.fails) continue;
        INFO(item.name);
        SourceSet sources;
        DiagnosticSink sink;
        const SchemaFiles files = testing::read_case(item, sources, sink);
        const bool several = files.files.size() > 1;
        const std::string text =
            several ? lower(compile(sources, files, sink).value()) : testing::read_bytes(item.path);
        check_lowering(text, item.snapshot || several);
    }
}

TEST_CASE("random schemas mean the same when lowered") {
    for (std::uint32_t seed = 0; seed < 500; ++seed) {
        INFO("seed " << seed);
        check_lowering(testing::random_schema(seed), false);
    }
}

/// The generator is used by other tests as well: a schema that SQLite refuses would prove nothing there.
TEST_CASE("random schemas are ones that SQLite accepts, and makes as they are read") {
    for (std::uint32_t seed = 0; seed < 500; ++seed) {
        INFO("seed " << seed << "\n" << testing::random_schema(seed));
        const std::optional<Schema> schema = compiled(testing::random_schema(seed), false);
        REQUIRE(schema);
        testing::MemoryDatabase database;
        CHECK_NOTHROW(database.run(shape_of(*schema)));
        CHECK(
            varve::detail::describe_difference(sqlite::structure_of(*schema), database.structure()).empty());
    }
}

TEST_CASE("a snapshot holds nothing that does not shape the database") {
    const std::optional<Schema> schema = compiled(
        "schema s { edition 1; chain \"x\"; cpp namespace \"n\" }\n"
        "type Uid = blob(4) as \"app::Uid\" from \"app/uid.hpp\"\n"
        "/// Doc.\n"
        "table t as T was old {\n  k int64 primary key\n  a Uid as b was c fill (1) lazy /// Doc.\n}\n",
        false);
    REQUIRE(schema);
    CHECK(lower(*schema) ==
          "schema s {\n"
          "  edition 1\n"
          "  target  sqlite >= 3.37\n"
          "}\n"
          "\n"
          "table t {\n"
          "  k int64   primary key\n"
          "  a blob(4) check t_a_check (length(\"a\") = 4)\n"
          "}\n");
}
