#include "tests/generator/lint/linted.hpp"
#include "tests/support/catch.hpp"

using varve::compiler::testing::linted;

namespace {

const std::string users = "table users {\n  id int64 primary key\n}\n";

}  // namespace

TEST_CASE("a comment on the line before silences one rule on that line, if it says why") {
    CHECK(linted(users + "table posts {\n"
                         "  id int64 primary key\n"
                         "  // varve: allow L101 because users are never deleted\n"
                         "  a  int64 -> users.id\n"
                         "  // varve: allow L101 because the same holds here\n"
                         "  /// Of this one.\n"
                         "  b  int64 -> users.id\n"
                         "  c  int64 -> users.id  // varve: allow L101 because a line's end will do\n"
                         "}\n") == "");
}

TEST_CASE("a comment that silences nothing is warned of") {
    CHECK(linted("// varve: allow L101 because of old times\n" + users) ==
          "a.varve:2:1: warning: `L101` is allowed here, and nothing is warned of [L111]\n"
          "    // varve: allow L101 because of old times\n"
          "    ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
          "help: take the comment out\n");
}

TEST_CASE("a comment to varve gives a known rule and a reason") {
    const std::string help = "help: write `// varve: allow L101 because …`\n";
    CHECK(linted("// varve: allow L101\n" + users) ==
          "a.varve:2:1: warning: `L101` is allowed without a reason [L112]\n"
          "    // varve: allow L101\n"
          "    ^~~~~~~~~~~~~~~~~~~~\n" +
              help);
    CHECK(linted("// varve: allow L999 because of it\n" + users) ==
          "a.varve:2:1: warning: a comment to varve that it does not understand [L112]\n"
          "    // varve: allow L999 because of it\n"
          "    ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n" +
              help);
    CHECK(linted("// varve is a schema compiler\n" + users) == "");
}
