#include "tests/generator/history/two_schemas.hpp"

#include "tests/support/catch.hpp"

using namespace varve;
using namespace varve::compiler;
using testing::compare_texts;
using testing::travel;
using Lines = std::vector<std::string>;

namespace {

std::string t(const std::string& lines) {
    return "table t {\n id int64 primary key\n" + lines + "\n}\n";
}

}  // namespace

TEST_CASE("M13 a NOT NULL column without a value for existing rows", "[plan][refusal]") {
    const auto s = compare_texts(t(""), t(" phone text"));
    CHECK(
        s.diagnostics ==
        R"(today.varve:4:2: error: column `t.phone` is new and not null: the rows that exist need a value [V0303]
     phone text
     ^~~~~~~~~~
help: write `phone text fill (…)`, a default `= …`, or `phone text?`
)");
    CHECK(s.plan.up.empty());
    const auto journey = travel(compare_texts(t(""), t(" phone text fill ('none')")),
                                "INSERT INTO t VALUES (1)", "SELECT phone FROM t");
    CHECK(journey.up == Lines{"none"});
}

TEST_CASE("M11 a lossy type change", "[plan][refusal]") {
    const auto s = compare_texts(t(" a text"), t(" a int64"));
    CHECK(
        s.diagnostics ==
        R"(today.varve:4:2: error: column `t.a` goes from text to int64, which not every value survives [V0304]
     a int64
     ^~~~~~~
help: say what becomes of a value: `a int64 convert (…)`
)");
    const auto converted = compare_texts(
        t(" a text"),
        t(" a int64 convert (CASE WHEN a GLOB '[0-9]*' AND NOT a GLOB '*[^0-9]*' THEN a + 0 ELSE -1 END)"));
    CHECK(converted.plan.loses == Lines{"t.a"});
    const auto journey =
        travel(converted, "INSERT INTO t VALUES (1, '12'), (2, 'abc')", "SELECT a, typeof(a) FROM t");
    CHECK(journey.up == Lines{"12,integer", "-1,integer"});
}

TEST_CASE("which type changes need a word", "[plan][refusal]") {
    const auto refused = [](const std::string& before, const std::string& after) {
        const std::string enums = "enum E { a }\nenum F { a, b }\n";
        const auto s = compare_texts(enums + t(before), enums + t(after));
        return s.diagnostics.find("V0304") != std::string::npos;
    };
    CHECK(refused(" a text(20)", " a text(10)"));
    CHECK(refused(" a text", " a text(10)"));
    CHECK(refused(" a int64", " a int32"));
    CHECK(refused(" a int64", " a bool"));
    CHECK(refused(" a int64", " a real"));
    CHECK(refused(" a text", " a E"));
    CHECK(refused(" a text", " a blob\n on sqlite strict"));
    CHECK(refused(" a F", " a E"));
    CHECK(refused(" a E sqltype \"VARCHAR(7)\"", " a E"));
    CHECK(refused(" a int64 sqltype \"bigint\"", " a int32"));
    CHECK(refused(" a int32 sqltype \"integer\"", " a real"));
    CHECK(refused(" a timestamp", " a real"));
    CHECK(refused(" a real sqltype \"numeric\"", " a int64"));
    CHECK_FALSE(refused(" a int32", " a real"));
    CHECK_FALSE(refused(" a bool", " a real"));
    CHECK_FALSE(refused(" a bool sqltype \"boolean\"", " a bool"));
    CHECK_FALSE(refused(" a bool", " a bool sqltype \"boolean\""));
    CHECK_FALSE(refused(" a int64 sqltype \"numeric\"", " a int64"));
    CHECK_FALSE(refused(" a E", " a F"));
    CHECK_FALSE(refused(" a E", " a E sqltype \"VARCHAR(7)\""));
    CHECK_FALSE(refused(" a text", " a blob"));
    CHECK_FALSE(refused(" a text(10)", " a text(20)"));
    CHECK_FALSE(refused(" a text(10)", " a text"));
    CHECK_FALSE(refused(" a int32", " a int64"));
    CHECK_FALSE(refused(" a bool", " a int32"));
    CHECK_FALSE(refused(" a int64", " a text"));
    CHECK_FALSE(refused(" a E", " a text"));
    CHECK_FALSE(refused(" a int64", " a timestamp"));
    CHECK_FALSE(refused(" a uuid", " a blob"));
    CHECK_FALSE(refused(" a text\n on sqlite strict", " a any\n on sqlite strict"));
}

TEST_CASE("a change that only widens is lossless up and has no way back", "[plan][refusal]") {
    const auto s = compare_texts(t(" a int64"), t(" a text"));
    CHECK(s.plan.grade == Grade::none);
    CHECK(s.plan.down ==
          "--@ grade none\n"
          "-- on the way back, column `t.a` goes from text to int64, which not every value survives\n");
    const auto journey =
        travel(s, "INSERT INTO t VALUES (1, 9007199254740993)", "SELECT a, typeof(a) FROM t");
    CHECK(journey.up == Lines{"9007199254740993,text"});
}

TEST_CASE("a removed enum value needs a successor", "[plan][refusal]") {
    const auto s = compare_texts("enum E { a, b }\n" + t(" e E"), "enum E { a }\n" + t(" e E"));
    CHECK(
        s.diagnostics ==
        R"(today.varve:2:6: error: enum `E` no longer has `b`: the rows that hold it need a successor [V0305]
    enum E { a }
         ^
help: write `map { b -> … }` behind the enum
)");
    const auto merged =
        compare_texts("enum E { a, b }\n" + t(" e E"), "enum E { a } map { b -> a }\n" + t(" e E"));
    CHECK(merged.plan.loses == Lines{"t.e"});
    const auto journey = travel(merged, "INSERT INTO t VALUES (1, 'a'), (2, 'b')", "SELECT e FROM t");
    CHECK(journey.up == Lines{"a", "a"});
}

TEST_CASE("a renamed enum value comes back by its down", "[plan]") {
    const auto s =
        compare_texts("enum E { a, b }\n" + t(" e E"), "enum E { a, c } map { b -> c }\n" + t(" e E"));
    CHECK(s.plan.grade == Grade::exact);
    const auto journey =
        travel(s, "INSERT INTO t VALUES (1, 'a'), (2, 'b')", "SELECT e FROM t", "SELECT e FROM t");
    CHECK(journey.up == Lines{"a", "c"});
    CHECK(journey.down == Lines{"a", "b"});
}

TEST_CASE("values of an enum that is renamed are mapped and come back", "[plan]") {
    const auto s = compare_texts("enum E { red, old }\n" + t(" e E"),
                                 "enum F { red, blue } map { old -> blue }\n" + t(" e F"));
    CHECK(s.diagnostics == "");
    CHECK(s.plan.grade == Grade::exact);
    const auto journey =
        travel(s, "INSERT INTO t VALUES (1, 'red'), (2, 'old')", "SELECT e FROM t", "SELECT e FROM t");
    CHECK(journey.up == Lines{"red", "blue"});
    CHECK(journey.down == Lines{"red", "old"});
    const auto merged = compare_texts("enum E { red, blue, old }\n" + t(" e E"),
                                      "enum F { red, blue } map { old -> blue }\n" + t(" e F"));
    CHECK(merged.diagnostics == "");
    CHECK(merged.plan.loses == Lines{"t.e"});
    travel(merged, "INSERT INTO t VALUES (1, 'red'), (2, 'old')");
}

TEST_CASE("integers become reals and keep their values", "[plan]") {
    const auto s = compare_texts(t(" a int32\n b bool sqltype \"boolean\""), t(" a real\n b bool"));
    const auto journey = travel(s, "INSERT INTO t VALUES (1, -2147483648, 1), (2, 2147483647, 0)",
                                "SELECT a, typeof(a), b FROM t");
    CHECK(journey.up == Lines{"-2147483648.0,real,1", "2147483647.0,real,0"});
}

TEST_CASE("NULLs need a value when a column becomes not null", "[plan][refusal]") {
    const auto s = compare_texts(t(" a text?"), t(" a text"));
    CHECK(s.diagnostics ==
          R"(today.varve:4:2: error: column `t.a` becomes not null: rows that hold NULL need a value [V0306]
     a text
     ^~~~~~
help: write `a text fill (…)`
)");
    CHECK(compare_texts(t(" a text"), t(" a text?")).plan.grade == Grade::exact);
}

TEST_CASE("what a plan copies it names, and it hides no error", "[plan]") {
    const std::pair<std::string, std::string> pairs[] = {
        {t(" a text?\n b text"), t(" b text\n a text fill ('x')")},
        {t(" a text"), t(" a int64 convert (CASE WHEN a GLOB '[0-9]' THEN CAST(a AS INTEGER) ELSE 0 END)")},
        {t(" a int64\n b text"), t(" b text unique\n a real convert (a * 1.5)")},
        {"enum E { a, b }\n" + t(" x int64\n e E"), "enum E { a } map { b -> a }\n" + t(" e E\n x int64")},
        {t(" a text\n b int64 = 1"), t(" b int64 = 1\n a text collate nocase unique on conflict replace")},
        {"table t {\n a text\n}\n",
         "table t {\n a text\n b int64\n primary key (a)\n on sqlite without rowid\n}\n"},
    };
    for (const auto& [before, after] : pairs) {
        const auto schemas = compare_texts(before, after);
        for (const std::string& script : {schemas.plan.up, schemas.plan.down}) {
            INFO(script);
            for (const char* hidden :
                 {"SELECT *", "OR IGNORE", "OR REPLACE", "IF EXISTS", "IF NOT EXISTS", "CREATE TABLE AS"})
                CHECK_FALSE(testing::contains(script, hidden));
            // The one CAST is the schema's own, and no bare one.
            const bool casts = testing::contains(script, "CAST(");
            CHECK((!casts || testing::contains(script, "THEN CAST(a AS INTEGER) ELSE 0 END")));
        }
    }
}
