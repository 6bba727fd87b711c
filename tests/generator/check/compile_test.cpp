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

TEST_CASE("a key of one column that says more than its column is on it, whichever way it was written") {
    const auto key = [](const std::string& items) {
        return *Compiled("table t {\n" + items + "\n}\n").table().primary_key;
    };
    CHECK(key("  id int64 primary key").on_column);
    CHECK_FALSE(key("  id int64\n  primary key (id)").on_column);
    CHECK(key("  id int64?\n  primary key (id)").on_column);
    CHECK(key("  id text not null given\n  primary key (id)").on_column);
    CHECK(key("  id int64\n  primary key pk (id) autoincrement on conflict fail").on_column);
    CHECK(key("  id int64 primary key desc").on_column);
    CHECK_FALSE(key("  id int64\n  primary key (id desc)").on_column);
    CHECK_FALSE(key("  id text\n  primary key (id collate nocase)").on_column);
    const PrimaryKey named = key("  id int64\n  primary key pk (id) autoincrement on conflict fail");
    CHECK(named.name == "pk");
    CHECK(named.autoincrement);
    CHECK(named.conflict == "FAIL");
    CHECK(key("  id int64 primary key \"the key\" desc").name == "the key");
}

TEST_CASE("a rowid alias is NOT NULL when it says so, or when its key is an item") {
    const auto is_said = [](const std::string& items) {
        return Compiled("table t {\n" + items + "\n}\n").column(0).not_null.has_value();
    };
    CHECK_FALSE(is_said("  id int64 primary key"));
    CHECK(is_said("  id int64 primary key not null"));
    CHECK(is_said("  id int64\n  primary key (id)"));
    CHECK_FALSE(is_said("  id int64?\n  primary key (id)"));
    CHECK_FALSE(is_said("  id text\n  primary key (id)"));
    CHECK_FALSE(is_said("  id int64\n  primary key (id)\n  on sqlite without rowid"));
}

TEST_CASE("a unique keeps its terms only where they say more than its columns") {
    const Compiled compiled(
        "table t {\n  a text unique on conflict replace\n  b text\n  unique (a asc, b)\n"
        "  unique (b, a collate nocase desc) on conflict abort\n}\n");
    const std::vector<Unique>& uniques = compiled.table().uniques;
    CHECK(uniques.at(0).conflict == "REPLACE");
    CHECK(uniques.at(1).terms.empty());
    CHECK(uniques.at(1).columns == std::vector<std::string>{"a", "b"});
    REQUIRE(uniques.at(2).terms.size() == 2);
    CHECK(uniques.at(2).columns == std::vector<std::string>{"b", "a"});
    CHECK(uniques.at(2).terms[1].collate == "nocase");
    CHECK(uniques.at(2).terms[1].descending);
    CHECK(uniques.at(2).conflict == "ABORT");
}

TEST_CASE("references say how they were written") {
    const Compiled compiled(
        "table p {\n  id int64 primary key\n}\n"
        "table t {\n  a int64 -> p ()\n  b int64 -> p match simple deferrable initially immediate\n"
        "  c int64 -> p.id on delete no action deferrable initially deferred\n"
        "  d int64 -> p.nothing unchecked\n  e int64 -> nobody unchecked\n}\n");
    const std::vector<ForeignKey>& keys = compiled.schema->tables.at(1).foreign_keys;
    CHECK(keys.at(0).implicit);
    CHECK(keys.at(0).references == std::vector<std::string>{"id"});
    CHECK_FALSE(keys.at(1).implicit);
    CHECK(keys.at(1).match == "SIMPLE");
    CHECK(keys.at(1).deferral == Deferral::immediate);
    CHECK(keys.at(2).on_delete.empty());
    CHECK(keys.at(2).deferral == Deferral::deferred);
    CHECK(keys.at(3).unchecked);
    CHECK(keys.at(3).references == std::vector<std::string>{"nothing"});
    CHECK(keys.at(4).unchecked);
    CHECK(keys.at(4).implicit);
    CHECK(keys.at(4).references.empty());
}

TEST_CASE("a reference to what is unmanaged is unchecked") {
    const Compiled compiled("unmanaged table \"auth_*\"\ntable t {\n  a int64 -> Auth_user.id\n}\n");
    CHECK(compiled.table().foreign_keys.at(0).unchecked);
    CHECK(compiled.table().foreign_keys.at(0).references == std::vector<std::string>{"id"});
}

TEST_CASE("every SQL text of a table knows where it was read") {
    const Compiled compiled(
        "table t {\n  a int64 check (a > 0) \n  b int64 := (a + 1)\n"
        "  check (b > 1)\n  index (a, (b * 2) desc) where (a > 3)\n}\n");
    const auto text = [&](Span span) { return compiled.sources.text(span); };
    CHECK(text(compiled.column(0).checks.at(0).sql_span) == "(a > 0)");
    CHECK(text(compiled.column(1).generated->sql_span) == "(a + 1)");
    CHECK(text(compiled.table().checks.at(0).sql_span) == "(b > 1)");
    CHECK(text(compiled.table().indexes.at(0).terms.at(1).sql_span) == "(b * 2)");
    CHECK(text(compiled.table().indexes.at(0).where_span) == "(a > 3)");
}

TEST_CASE("a default of SQL is exactly its text") {
    const auto made = [](const std::string& column) {
        return *Compiled("table t {\n  a " + column + "\n}\n").column(0).default_value;
    };
    CHECK(made("text = sql { Unknown }").sql == "Unknown");
    CHECK(made("int64 = sql { - 1 }").sql == "-1");
    CHECK(made("text = sql { current_Timestamp }").sql == "CURRENT_TIMESTAMP");
    CHECK(made("text = sql { (1 +2) }").sql == "(1 + 2)");
    CHECK(made("text = sql { (1) }").kind == Default::Kind::expression);
    CHECK(made("text = current_time").kind == Default::Kind::literal);
    CHECK(made("text = current_time").sql == "CURRENT_TIME");
}
