#include "generator/history/revision.hpp"

#include "runtime/src/sql_tokens.hpp"
#include "tests/support/catch.hpp"

namespace varve::compiler {
namespace {

DownGrade grade(std::string_view down) {
    return grade_of(detail::normalise_sql(down));
}

}  // namespace

TEST_CASE("a down's grade is what its directive says") {
    REQUIRE(grade("--@ grade exact\nDROP INDEX a").grade == Grade::exact);
    REQUIRE(grade("--@ grade none").grade == Grade::none);
    const DownGrade loses = grade("--@ grade loses users.phone posts \"odd name\".\"a b\"\nDROP TABLE posts");
    REQUIRE(loses.grade == Grade::loses);
    REQUIRE(loses.loses == std::vector<std::string>{"users.phone", "posts", "\"odd name\".\"a b\""});
}

TEST_CASE("a down without a claim is held to the strictest, and no down is graded none") {
    REQUIRE(grade("DROP INDEX a").grade == Grade::exact);
    REQUIRE(grade("").grade == Grade::none);
    REQUIRE(grade("-- nothing but a comment").grade == Grade::none);
}

TEST_CASE("an ephemeral draft is spoken of by what made it, at the schema") {
    RevisionSource revision;
    revision.file = 3;
    revision.schema.tables.emplace_back().span = {7, 20, 30};
    revision.directory = "0002_add_phone";
    REQUIRE(title_of(revision) == "`0002_add_phone`");
    REQUIRE(place_of(revision) == Span{3, 0, 0});
    revision.directory = ephemeral_directory;
    REQUIRE(title_of(revision) == "this build's ephemeral draft");
    REQUIRE(place_of(revision) == Span{7, 0, 0});
    revision.schema.tables.clear();
    REQUIRE(place_of(revision) == Span{3, 0, 0});
}

TEST_CASE("compatible readers is a directive of the up") {
    REQUIRE(compatible_readers(detail::normalise_sql("--@ compatible readers\nCREATE TABLE a(b)")));
    REQUIRE_FALSE(compatible_readers(detail::normalise_sql("-- compatible readers\nCREATE TABLE a(b)")));
}

}  // namespace varve::compiler
