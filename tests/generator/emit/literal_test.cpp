#include "generator/emit/literal.hpp"

#include "tests/support/catch.hpp"

using namespace varve::compiler;

TEST_CASE("a literal is plain, raw where quotes stand in it, and escaped for bytes that are no print") {
    CHECK(cpp_literal("users") == "\"users\"");
    CHECK(cpp_literal("SELECT \"id\"") == "R\"sql(SELECT \"id\")sql\"");
    CHECK(cpp_literal("it ends )sql\" here") == "\"it ends )sql\\\" here\"");
    CHECK(cpp_literal("a\nb\tc") == "\"a\\nb\\tc\"");
    CHECK(cpp_literal("\xC3\xA9"
                      "1") == "\"\\303\\2511\"");
    CHECK(cpp_literal(std::string_view("\0x", 2)) == "\"\\000x\"");
    CHECK(cpp_literal("\"?\?/\n") == "\"\\\"\\?\\?/\\n\"");
}

TEST_CASE("a long text becomes one literal a line") {
    CHECK(cpp_literal_lines("a;\nb") == std::vector<std::string>{"\"a;\\n\"", "\"b\""});
    CHECK(cpp_literal_lines("") == std::vector<std::string>{"\"\""});
}

TEST_CASE("a comment's text can neither continue nor leave it") {
    CHECK(comment_lines("one\ntwo") == std::vector<std::string>{"one", "two"});
    CHECK(comment_lines("path\\to\\") == std::vector<std::string>{"path\\to"});
    CHECK(comment_lines("ends */ \\ ") == std::vector<std::string>{"ends */"});
    CHECK(comment_lines("a\rb\x01") == std::vector<std::string>{"a b"});
    CHECK(comment_lines("what?\?/") == std::vector<std::string>{"what?\?/."});
}

TEST_CASE("SQL names are quoted whatever is in them") {
    CHECK(quote_sql("id") == "\"id\"");
    CHECK(quote_sql("a\"b") == "\"a\"\"b\"");
}
