#include "generator/check/compile.hpp"

#include <string>

#include "generator/base/render.hpp"
#include "tests/support/catch.hpp"

using namespace varve::compiler;

namespace {

struct Compiled {
    SourceSet sources;
    DiagnosticSink sink;
    std::optional<Schema> schema;

    explicit Compiled(const std::string& text, bool snapshot = false) {
        const std::uint32_t file = sources.add("a.varve", "schema s { edition 1 }\n" + text);
        schema = compile(sources, file, sink, snapshot);
        INFO(render(sink, sources));
        REQUIRE(schema);
    }
    const Table& table() const { return schema->tables.at(0); }
    const Column& column(std::size_t at) const { return table().columns.at(at); }
};

}  // namespace

TEST_CASE("the schema block's settings have defaults") {
    const Compiled plain("");
    CHECK(plain.schema->name == "s");
    CHECK(plain.schema->chain_path == "s.chain");
    CHECK(plain.schema->cpp_namespace == "s");
    CHECK(plain.schema->sqlite_floor == 3037000);
}

TEST_CASE("names that were left out are made, and known as made") {
    const Compiled compiled(
        "table t {\n  id int64 primary key\n  a text unique\n  unique given (a, id)\n  index (a)\n}\n");
    CHECK(compiled.table().uniques.at(0).name.value == "t_a_key");
    CHECK_FALSE(compiled.table().uniques.at(0).name.given);
    CHECK(compiled.table().uniques.at(1).name.value == "given");
    CHECK(compiled.table().uniques.at(1).name.given);
    CHECK(compiled.table().indexes.at(0).name.value == "t_a_idx");
}

TEST_CASE("a type's check stands behind the column's own, and keeps its name beside them") {
    const Compiled compiled("table t {\n  a bool check (a <> 2)\n}\n");
    const std::vector<Check>& checks = compiled.column(0).checks;
    REQUIRE(checks.size() == 2);
    CHECK(checks[0].sql == "(a <> 2)");
    CHECK(checks[0].name.value == "t_a_check2");
    CHECK(checks[1].sql == "(\"a\" IN (0, 1))");
    CHECK(checks[1].name.value == "t_a_check");
    CHECK_FALSE(checks[1].name.given);
}

TEST_CASE("types imply no checks in a snapshot, nor beside a sqltype") {
    CHECK(Compiled("table t {\n  a bool\n}\n", true).column(0).checks.empty());
    CHECK(Compiled("table t {\n  a bool sqltype \"BOOLEAN\"\n}\n").column(0).checks.empty());
}

TEST_CASE("hints carry the text that freezing takes out") {
    const Compiled compiled(
        "enum E { a, b } map { c -> a, d -> b }\n"
        "table t was old {\n  x int64 was y fill (1)\n  index i (x) was j\n}\n");
    const auto text = [&](const Hint& hint) { return compiled.sources.text(hint.span); };
    CHECK(text(*compiled.table().was) == "was old");
    CHECK(compiled.table().was->value == "old");
    CHECK(text(*compiled.column(0).was) == "was y");
    CHECK(text(*compiled.column(0).fill) == "fill (1)");
    CHECK(compiled.column(0).fill->value == "(1)");
    CHECK(text(*compiled.table().indexes.at(0).was) == "was j");
    const Enum& declared = compiled.schema->enums.at(0);
    REQUIRE(declared.map.size() == 2);
    CHECK(declared.map[0].first.value == "c");
    CHECK(declared.map[0].second == "a");
    CHECK(text(declared.map[0].first) == "map { c -> a, d -> b }");
    CHECK(text(declared.map[1].first) == "map { c -> a, d -> b }");
}

TEST_CASE("two columns may swap their names, and three may turn") {
    const Compiled swap("table t {\n  a int64 was b\n  b int64 was a\n}\n");
    CHECK(swap.column(0).was->value == "b");
    const Compiled turn("table t {\n  a int64 was b\n  b int64 was c\n  c int64 was a\n}\n");
    CHECK(turn.column(2).was->value == "a");
}

TEST_CASE("a reference without columns means the parent's primary key") {
    const Compiled compiled(
        "table t {\n  a int64 -> u\n  b int64\n  foreign (a, b) -> p\n}\n"
        "table u { id int64 primary key }\n"
        "table p {\n  x int64\n  y int64\n  primary key (x, y)\n}\n");
    const std::vector<ForeignKey>& keys = compiled.table().foreign_keys;
    REQUIRE(keys.size() == 2);
    CHECK(keys[0].name.value == "t_a_fkey");
    CHECK(keys[0].references == std::vector<std::string>{"id"});
    CHECK(keys[1].name.value == "t_a_b_fkey");
    CHECK(keys[1].references == std::vector<std::string>{"x", "y"});
}

TEST_CASE("an empty schema is a schema") {
    CHECK(Compiled("").schema->tables.empty());
}
