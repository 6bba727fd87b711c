#include "generator/history/demands.hpp"

#include "generator/history/plan.hpp"
#include "generator/history/replay.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "tests/generator/history/chain_fixture.hpp"
#include "tests/generator/history/two_schemas.hpp"
#include "tests/support/catch.hpp"

namespace varve::compiler {
namespace {

using testing::compare_texts;
using testing::TwoSchemas;

std::string t(const std::string& lines) {
    return "table t {\n id int64 primary key\n" + lines + "\n}\n";
}

/// The demands of varve's own plan, one a line; `first` is SQL before it.
std::string demands(const TwoSchemas& schemas, const std::string& first = "") {
    const std::string up = detail::normalise_sql(first + schemas.plan.up);
    REQUIRE(schemas.diagnostics == "");
    std::string text;
    for (const Demand& demand : new_demands(schemas.before, schemas.after, carry_of(up, schemas.before), up))
        text += demand.breaking + ": " + demand.constraint + (demand.mended ? " (mended)\n" : "\n");
    return text;
}

std::string demands(const std::string& before, const std::string& after) {
    return demands(compare_texts(before, after));
}

/// What the build says of an ephemeral draft between the two.
std::string rehearsed(const TwoSchemas& schemas) {
    RevisionSource draft = test::draft("ephemeral", schemas.plan.up, schemas.plan.down, schemas.after);
    draft.directory = ephemeral_directory;
    DiagnosticSink quiet;
    const Plan first = plan({}, schemas.before, diff({}, schemas.before, quiet), quiet);
    test::FrozenChain chain =
        test::frozen({test::revision("0001", "initial", first.up, first.down, schemas.before)});
    chain.revisions.push_back(std::move(draft));
    DiagnosticSink sink;
    replay(test::verified(std::move(chain)), sink);
    return test::told(sink);
}

const std::string teams = "table teams {\n id int64 primary key\n}\n";

}  // namespace

TEST_CASE("what is unique anew is demanded of rows that stand") {
    CHECK(demands(t(" a text"), t(" a text unique")) ==
          "two rows of `t` have the same `a`: unique `t_a_key`\n");
    CHECK(demands(t(" a text\n b text"), t(" a text\n b text\n unique pair (a, b)")) ==
          "two rows of `t` have the same `a`, `b`: unique `pair`\n");
    CHECK(demands(t(" a text"), t(" a text\n unique index one (a)")) ==
          "two rows of `t` have the same `a`: unique index `one`\n");
    CHECK(demands("table t {\n a int64\n b int64\n primary key (a, b)\n}\n",
                  "table t {\n a int64\n b int64\n primary key (a)\n}\n") ==
          "two rows of `t` have the same `a`: primary key (`a`)\n");
}

TEST_CASE("a bool that no check held to 0 and 1 is held to them anew") {
    CHECK(demands(t(" a bool? sqltype \"boolean\""), t(" a bool?")) ==
          "`(\"a\" IN (0, 1))` is false of a row of `t`: check `t_a_check`\n");
    CHECK(demands(t(" a bool?"), t(" a int32?")) == "");
}

TEST_CASE("what an older constraint promises, or only new columns and tables need, is no demand") {
    CHECK(demands(t(" a text unique"), t(" a text\n unique index one (a)")) == "");
    CHECK(demands(t(" a text\n b text\n unique pair (a)"), t(" a text\n b text\n unique wide (a, b)")) == "");
    CHECK(demands(t(" a text unique"), t(" b text unique was a")) == "");
    CHECK(demands(t(" a text\n check c (a <> '')"), t(" b text was a\n check c (b <> '')")) == "");
    CHECK(demands(t(""), t(" a text? unique")) == "");
    CHECK(demands("", t(" a text unique")) == "");
    CHECK(demands(t(" a text collate nocase unique"), t(" a text unique")) == "");
    CHECK(demands(t(" a int64 -> teams.id") + teams, t(" a int64 -> teams.id on delete cascade") + teams) ==
          "");
    CHECK(demands(t(""), t(" a int64? -> teams.id") + teams) == "");
}

TEST_CASE("what only changes its name is no demand, in whatever words it stands") {
    CHECK(demands("table t {\n id int64 primary key\n email text\n unique index u ((lower(email))) where "
                  "(email <> '')\n}\n",
                  "table t {\n id int64 primary key\n mail text was email\n unique index u ((lower(mail))) "
                  "where (mail <> "
                  "'')\n}\n") == "");
    CHECK(demands(
              t(" a int64\n check positive (t.a > 0)"),
              "table people was t {\n id int64 primary key\n b int64 was a\n check positive (\"People\".b > "
              "0)\n}\n") == "");
}

TEST_CASE("what a new column holds is known where its default or its expression says it") {
    CHECK(demands(t(" a text"), t(" a text\n b int64 = 0 unique")) ==
          "two rows of `t` have the same `b`: unique `t_b_key`\n");
    CHECK(demands(t(" a text"), t(" a text\n b int64 = 0\n unique both (a, b)")) ==
          "two rows of `t` have the same `a`, `b`: unique `both`\n");
    CHECK(demands(t(" a text unique"), t(" a text unique\n b int64 = 0\n unique both (a, b)")) == "");
    CHECK(demands(t(" a text"), t(" a text\n b int64? unique")) == "");
    CHECK(demands(t(" a text"), t(" a text\n b int64 = 0 unique fill (id)")) == "");
    CHECK(demands(t(" a text"), t(" a text\n b text := (lower(a)) unique")) ==
          "two rows of `t` have the same `b`: unique `t_b_key`\n");
    CHECK(demands(t(" a int64"), t(" a int64\n b int64 = 0 check later (b >= a)")) ==
          "`(b >= a)` is false of a row of `t`: check `later`\n");
    CHECK(demands(t(" a int64"), t(" a int64\n b int64 = 0 check (b >= 0)")) == "");
}

TEST_CASE("a key that compares otherwise than byte by byte is a demand") {
    CHECK(demands(t(" a text unique"), t(" a text collate nocase unique")) ==
          "two rows of `t` have the same `a`: unique `t_a_key`\n");
    CHECK(demands(t(" a text collate rtrim unique"), t(" a text collate nocase unique")) ==
          "two rows of `t` have the same `a`: unique `t_a_key`\n");
}

TEST_CASE("a constraint without a name is told by what it speaks of") {
    const std::string unnamed = "constraints unnamed\n---\n";
    CHECK(demands(unnamed + t(" a text\n b text"), unnamed + t(" a text\n b text\n unique (a, b)")) ==
          "two rows of `t` have the same `a`, `b`: unique (`a`, `b`)\n");
    CHECK(demands(unnamed + t(" a int64") + teams, unnamed + t(" a int64 -> teams.id") + teams) ==
          "a row of `t` has a `a` that no row of `teams` has: foreign key (`a`)\n");
}

TEST_CASE("new checks and references over columns that stand are demanded") {
    CHECK(demands(t(" a text"), t(" a text\n check given (a <> '')")) ==
          "`(a <> '')` is false of a row of `t`: check `given`\n");
    CHECK(demands(t(" a int64") + teams, t(" a int64 -> teams.id") + teams) ==
          "a row of `t` has a `a` that no row of `teams` has: foreign key `t_a_fkey`\n");
    CHECK(demands(t(" a int64"), t(" a int64 -> teams.id") + teams) ==
          "a row of `t` has a `a` that no row of `teams` has: foreign key `t_a_fkey`\n");
}

TEST_CASE("a step that changes the table's rows may mend them") {
    const TwoSchemas schemas = compare_texts(t(" a text"), t(" a text\n check given (a <> '')"));
    CHECK(demands(schemas, "UPDATE t SET a = 'x' WHERE a = '';\n") ==
          "`(a <> '')` is false of a row of `t`: check `given` (mended)\n");
}

TEST_CASE(
    "a demand never stops the build of an ephemeral draft: it is told at the schema, with the way out") {
    const std::string tail =
        " is new\n"
        "help: mend such rows first, with a statement of its own in up.sql; `varve revision --autogenerate "
        "-m \"…\"` writes it where it can be edited\n";
    const std::string head =
        "warning V0511: the up of this build's ephemeral draft fails on a database in which ";
    for (const char* nullable : {"", "?"}) {
        const std::string column = std::string(" a int64") + nullable;
        for (const std::string& parents : {std::string(), teams})
            CHECK(rehearsed(compare_texts(t(column) + parents, t(column + " -> teams.id") + teams)) ==
                  head + "a row of `t` has a `a` that no row of `teams` has: foreign key `t_a_fkey`" + tail);
    }
    CHECK(rehearsed(compare_texts(t(" a text"), t(" a text unique"))) ==
          head + "two rows of `t` have the same `a`: unique `t_a_key`" + tail);
    CHECK(rehearsed(compare_texts(t(" a bool"), t(" a bool unique"))) ==
          head + "two rows of `t` have the same `a`: unique `t_a_key`" + tail);
    CHECK(rehearsed(compare_texts(t(" a text"), t(" a text\n check odd (a = hex(zeroblob(9)) || 'K')"))) ==
          head + "`(a = hex(zeroblob(9)) || 'K')` is false of a row of `t`: check `odd`" + tail);
    CHECK(rehearsed(compare_texts("table t {\n a int64\n b bool\n primary key (a, b)\n}\n",
                                  "table t {\n a int64\n b bool\n primary key (b)\n}\n")) ==
          head + "two rows of `t` have the same `b`: primary key (`b`)" + tail);
}

TEST_CASE("a demand is placed at its constraint in the schema") {
    const TwoSchemas schemas = compare_texts(t(" a text"), t(" a text\n check given (a <> '')"));
    const auto found = new_demands(schemas.before, schemas.after,
                                   carry_of(detail::normalise_sql(schemas.plan.up), schemas.before), "");
    REQUIRE(found.size() == 1);
    CHECK(found[0].span == schemas.after.tables[0].checks[0].span);
    CHECK(found[0].span.end > found[0].span.begin);
}

}  // namespace varve::compiler
