#include "generator/driver/join_downs.hpp"

#include "tests/support/catch.hpp"

using varve::compiler::join_downs;

TEST_CASE("what came last is undone first", "[join_downs]") {
    CHECK(join_downs("--@ grade exact\nDROP INDEX b;\n", "--@ grade exact\nDROP INDEX a;\n") ==
          "--@ grade exact\nDROP INDEX b;\nDROP INDEX a;\n");
}

TEST_CASE("the worse grade counts, and losses add up", "[join_downs]") {
    CHECK(join_downs("--@ grade loses t.b\nX;\n", "--@ grade exact\nY;\n") ==
          "--@ grade loses t.b\nX;\nY;\n");
    CHECK(join_downs("--@ grade loses t.b\nX;\n", "--@ grade loses t.a\nY;\n") ==
          "--@ grade loses t.b t.a\nX;\nY;\n");
    CHECK(join_downs("--@ grade exact\nX;\n", "--@ grade none\n") == "--@ grade none\n");
}
