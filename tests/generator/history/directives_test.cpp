#include "generator/history/directives.hpp"

#include "tests/generator/history/chain_fixture.hpp"
#include "tests/support/catch.hpp"

namespace varve::compiler {
namespace {

/// What is told of a draft's directives.
std::string told(std::string_view up, std::string_view down) {
    DiagnosticSink sink;
    const bool good = check_directives(test::draft("step", up, down, {}), sink);
    REQUIRE(good != sink.has_errors());
    return test::told(sink);
}

}  // namespace

TEST_CASE("every loss that a down declares is named by its grade") {
    REQUIRE(told("", "--@ grade exact\n--@ lose users.phone\nDROP TABLE users") ==
            "V0514: the down of `draft_step` declares the loss of `users.phone`, which its `--@ grade exact` "
            "does not name\n"
            "help: write `--@ grade loses users.phone`\n");
    REQUIRE(told("", "--@ lose users.phone\n--@ lose \"odd name\" users.phone\nDROP TABLE users") ==
            "V0514: the down of `draft_step` declares the loss of `users.phone`, `\"odd name\"`, and has no "
            "grade that names it\n"
            "help: write `--@ grade loses users.phone \"odd name\"`\n");
    REQUIRE(told("", "--@ lose users.rowid\n--@ grade loses users.phone\n--@ lose users.phone") ==
            "V0514: the down of `draft_step` declares the loss of `users.rowid`, which its `--@ grade loses "
            "users.phone` does not name\n"
            "help: write `--@ grade loses users.phone users.rowid`\n");
    REQUIRE(told("", "--@ grade loses users.phone\n--@ lose users\nDROP TABLE users") ==
            "V0514: the down of `draft_step` declares the loss of `users`, which its `--@ grade loses "
            "users.phone` does not name\n"
            "help: write `--@ grade loses users.phone users`\n");
}

TEST_CASE("a grade names a loss as itself or as its table, in any case, and an up is not graded") {
    REQUIRE(told("", "--@ grade loses users\n--@ lose Users.phone\n--@ lose users.rowid") == "");
    REQUIRE(told("", "--@ grade loses users.phone posts\n--@ lose USERS.Phone\n--@ lose posts") == "");
    REQUIRE(told("", "--@ grade none\n--@ lose users\nDROP TABLE users") == "");
    REQUIRE(told("--@ lose users\nDROP TABLE users", "--@ grade none") == "");
    REQUIRE(told("--@ lose users\nDROP TABLE users", "") == "");
}

TEST_CASE("a directive that is unknown or stands where it means nothing is refused") {
    REQUIRE(
        told("", "--@ grade exact\n--@ grade loses users") ==
        "V0513: in the down of `draft_step`, there are two grades, `--@ grade exact` and `--@ grade loses "
        "users`\n"
        "help: keep one\n");
    REQUIRE(told("--@ grade none\nSELECT 1", "") ==
            "V0513: in the up of `draft_step`, `--@ grade none` stands in an up, where nothing is graded\n"
            "help: a grade says what the way back does: move it to down.sql\n");
    REQUIRE(
        told("--@ compatible readers\nSELECT 1", "--@ compatible readers\nSELECT 1") ==
        "V0513: in the down of `draft_step`, `--@ compatible readers` stands in a down, where nobody reads "
        "it\n"
        "help: it says that programs of the schema before it may go on reading: move it to up.sql\n");
    REQUIRE(
        told("--@ loose users", "--@ grade perhaps") ==
        "V0513: in the up of `draft_step`, the directive `--@ loose users` is not known: this varve knows "
        "`lose`, `preflight`, `rebuild`, `edit`, `end`, `grade` and `compatible readers`\n"
        "help: correct it, or take it out\n"
        "V0513: in the down of `draft_step`, the directive `--@ grade perhaps` should read `grade exact`, "
        "`grade none` or `grade loses <table>.<column> …`\n"
        "help: correct it, or take it out\n");
}

}  // namespace varve::compiler
