#include "tests/generator/history/two_schemas.hpp"

#include "tests/support/catch.hpp"

using namespace varve::compiler;
using testing::compare_texts;

namespace {

std::vector<std::string> index_names(const Schema& schema) {
    std::vector<std::string> names;
    for (const Table& table : schema.tables)
        for (const Index& index : table.indexes)
            names.push_back(index.name.value);
    return names;
}

}  // namespace

TEST_CASE("a renamed column keeps the names of what stands on it", "[inherit_names]") {
    const auto schemas = compare_texts(R"(
table p {
  id int64 primary key
}
table t {
  id int64 primary key
  a  int32 unique
  b  int64 -> p.id
}
)",
                                       R"(
table p {
  id int64 primary key
}
table t {
  id int64 primary key
  x  int32 unique was a
  y  int64 -> p.id was b
}
)");
    const Table& table = *schemas.after.find_table("t");
    CHECK(table.uniques[0].name.value == "t_a_key");
    CHECK(table.foreign_keys[0].name.value == "t_b_fkey");
    CHECK(table.columns[1].checks[0].name.value == "t_a_check");
    CHECK(describe(schemas.changes) == "~ column t.x (was a)\n~ column t.y (was b)\n");
}

TEST_CASE("a renamed table keeps the names of its constraints", "[inherit_names]") {
    const auto schemas =
        compare_texts("table old {\n id int64 primary key\n a bool\n unique (a)\n}\n",
                      "table fresh was old {\n id int64 primary key\n a bool\n unique (a)\n}\n");
    CHECK(schemas.after.tables[0].uniques[0].name.value == "old_a_key");
    CHECK(schemas.after.tables[0].columns[1].checks[0].name.value == "old_a_check");
    CHECK(describe(schemas.changes) == "~ table fresh (was old)\n");
}

TEST_CASE("a name that the author gave is the author's", "[inherit_names]") {
    const auto schemas = compare_texts("table t {\n id int64 primary key\n a int64\n unique u (a)\n}\n",
                                       "table t {\n id int64 primary key\n a int64\n unique w (a)\n}\n");
    CHECK(schemas.after.tables[0].uniques[0].name.value == "w");
    CHECK(describe(schemas.changes) ==
          "- constraint t.u: CONSTRAINT \"u\" UNIQUE (\"a\")\n+ constraint t.w: CONSTRAINT \"w\" UNIQUE "
          "(\"a\")\n");
}

TEST_CASE("a name left out takes the one that stands", "[inherit_names]") {
    const auto schemas = compare_texts("table t {\n id int64 primary key\n a int64\n unique u (a)\n}\n",
                                       "table t {\n id int64 primary key\n a int64\n unique (a)\n}\n");
    CHECK(schemas.after.tables[0].uniques[0].name.value == "u");
    CHECK(schemas.changes.empty());
}

TEST_CASE("what inherits nothing makes way for what inherits", "[inherit_names]") {
    const auto schemas =
        compare_texts("table t {\n id int64 primary key\n a int64 unique\n b text\n}\n",
                      "table t {\n id int64 primary key\n b int64 unique was a\n a text unique was b\n}\n");
    REQUIRE(schemas.after.tables[0].uniques.size() == 2);
    CHECK(schemas.after.tables[0].uniques[0].name.value == "t_a_key");
    CHECK(schemas.after.tables[0].uniques[1].name.value == "t_a_key2");
}

TEST_CASE("an index keeps its name, and a new table's index gets another", "[inherit_names]") {
    const auto schemas =
        compare_texts("table a {\n id int64 primary key\n x int64\n index a_x_idx (x)\n}\n",
                      "table b was a {\n id int64 primary key\n x int64\n index a_x_idx (x)\n}\n");
    CHECK(index_names(schemas.after) == std::vector<std::string>{"a_x_idx"});
    CHECK(describe(schemas.changes) == "~ table b (was a)\n");
}

TEST_CASE("the check that a type implies keeps its name when the type changes", "[inherit_names]") {
    const auto schemas =
        compare_texts("enum E { a }\ntable old {\n id int64 primary key\n e E\n}\n",
                      "enum E { a, b }\ntable fresh was old {\n id int64 primary key\n e E\n}\n");
    CHECK(schemas.after.tables[0].columns[1].checks[0].name.value == "old_e_check");
    const auto given = compare_texts("table t {\n id int64 primary key\n e text check nice (e <> '')\n}\n",
                                     "table t {\n id int64 primary key\n e text(9) convert (e)\n}\n");
    CHECK(given.after.tables[0].columns[1].checks[0].name.value == "t_e_check");
}
