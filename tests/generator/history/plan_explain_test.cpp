#include "tests/generator/history/two_schemas.hpp"
#include "tests/support/catch.hpp"

using namespace varve::compiler;
using testing::compare_texts;

namespace {

constexpr auto t = testing::one_table;

/// What `diff --explain` says of the way between two forms of a table, without its changes.
std::string explained(const std::string& before, const std::string& after) {
    const auto schemas = compare_texts(before, after);
    INFO(schemas.diagnostics);
    std::string text;
    for (Reason reason : schemas.plan.reasons) {
        CHECK_FALSE(reason.changes.empty());
        reason.changes.clear();
        text += describe(std::vector<Reason>{reason});
    }
    return text;
}

const std::string rebuilt =
    "  cost:    rewrite: every row is copied and every index made anew; disk 1 × the table and its indexes "
    "besides\n";

}  // namespace

TEST_CASE("a plan says which way each table goes, why, and what that costs", "[plan]") {
    const auto schemas = compare_texts(R"(
enum Colour { red, blue }
table gone {
  id int64 primary key
}
table kept {
  id int64 primary key
  colour Colour
}
table moved {
  id int64 primary key
  a text
}
)",
                                       R"(
enum Colour { red, blue, green }
table kept {
  id int64 primary key
  colour Colour
}
table moved {
  id int64 primary key
  b text?
  a text
}
table made {
  id int64 primary key
  what text
}
)");
    CHECK(describe(schemas.plan.reasons) == R"(table kept: edit its text in place
  ~ column kept.colour: values red, blue → red, blue, green
  why:     its rules change, which ALTER TABLE does not do
  cost:    scan: every row is read, none is written

table moved: rebuild it
  + column moved.b text?
  ~ order of columns of moved: id, b, a
  why:     the order of its columns changes
  cost:    rewrite: every row is copied and every index made anew; disk 1 × the table and its indexes besides
  cheaper: with `b` behind the other columns ALTER TABLE adds it

table made: create it
  + table made
  cost:    metadata only: no row is read

table gone: drop it
  - table gone
  cost:    metadata only: no row is read
)");
}

TEST_CASE("the cheaper way is told where the schema could be written otherwise", "[plan]") {
    CHECK(explained(t(""), t(" a timestamp = now")) ==
          "table t: rebuild it\n  why:     the new column `a` has a default that is no constant\n" + rebuilt +
              "  cheaper: a constant default needs no rebuild\n");
    CHECK(explained(t(""), t(" a text fill ('x')")) ==
          "table t: rebuild it\n  why:     the new column `a` is filled for the rows that exist\n" + rebuilt +
              "  cheaper: a constant default needs no rebuild\n");
    CHECK(explained(t(""), t(" g int64? := (id * 2) stored")) ==
          "table t: rebuild it\n  why:     the new column `g` is stored and has to be computed for every "
          "row\n" +
              rebuilt + "  cheaper: `virtual` instead of `stored` needs no rebuild\n");
    CHECK(explained(t(" a text"), t(" a text unique")) ==
          "table t: rebuild it\n  why:     its unique constraints change\n" + rebuilt +
              "  cheaper: a unique index instead of the unique constraint needs no rebuild\n");
    CHECK(explained(t(" a text\n b text"), t(" b text\n a text")) ==
          "table t: rebuild it\n  why:     the order of its columns changes\n" + rebuilt +
              "  cheaper: the order that stands needs no rebuild\n");
    CHECK(explained(t(" a text?\n b text? unique"), t(" a text?")) ==
          "table t: rebuild it\n  why:     column `b`, which goes, is in a unique constraint\n" + rebuilt);
    CHECK(explained(t(" a text?\n b text?\n c text?\n d text"), t(" d text")) ==
          "table t: rebuild it\n  why:     3 columns go, and ALTER TABLE would write every row 3 times\n" +
              rebuilt);
    CHECK(explained(t(" a text?\n b text?\n c text?\n d text\n index i (d)"), t(" d text\n index i (d)")) ==
          "table t: ALTER TABLE\n  cost:    rewrite: every row is written anew, indexes stay\n");
    CHECK(explained(t(" a int64"), t(" a text convert (a || '')")) ==
          "table t: rebuild it\n  why:     of column a, the type changes\n" + rebuilt);
}

TEST_CASE("the cost of a way is that of what it does", "[plan]") {
    CHECK(explained(t(" a text"), t(" b text was a\n c text?")) ==
          "table t: ALTER TABLE\n  cost:    metadata only: no row is read\n");
    CHECK(explained(t(""), t(" b bool = true")) ==
          "table t: ALTER TABLE\n  cost:    scan: every row is read, none is written\n");
    CHECK(explained(t(" a text?"), t("")) ==
          "table t: ALTER TABLE\n  cost:    rewrite: every row is written anew, indexes stay\n");
    const std::string edited =
        "table t: edit its text in place\n  why:     its rules change, which ALTER TABLE does not do\n";
    CHECK(explained(t(" a text?"), t(" a text fill ('x')")) ==
          edited + "  cost:    scan: every row is read, those that change are written\n");
    CHECK(explained(t(" a text(9)"), t(" a text(3) convert (substr(a, 1, 3))")) ==
          edited + "  cost:    rewrite: every row is written anew, indexes stay\n");
    CHECK(explained(t(" a text"), t(" a text\n index i (a)")) ==
          "table t: drop and create indexes\n  cost:    scan: every row is read, the index is written\n");
    CHECK(explained(t(" a text"), "table s was t {\n id int64 primary key\n a text\n}\n") ==
          "table s: ALTER TABLE\n  cost:    metadata only: no row is read\n");
}

TEST_CASE("a cheaper way is told only where it would do alone", "[plan]") {
    const auto cheaper = [](const std::string& before, const std::string& after) {
        return testing::contains(explained(t(before), t(after)), "cheaper:");
    };
    CHECK(cheaper("", " a text fill ('x')"));
    CHECK_FALSE(cheaper("", " a text fill ('x')\n b text fill ('y')"));
    CHECK_FALSE(cheaper("", " a text unique fill ('x')"));
    CHECK_FALSE(cheaper(" a text", " b text fill ('x')\n a text"));
    CHECK_FALSE(cheaper(" a text", " b text?\n a text unique"));
    CHECK(cheaper(" a text", " b text?\n a text check (a <> '')"));
}
