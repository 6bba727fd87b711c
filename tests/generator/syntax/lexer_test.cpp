#include "generator/syntax/lexer.hpp"

#include <string>

#include "generator/base/schema_words.hpp"
#include "tests/support/catch.hpp"

using namespace varve::compiler;

namespace {

/// One letter a kind, so that a line of tokens can be read: w"s#()b,nd!
std::string kinds(const std::string& text) {
    SourceSet sources;
    std::string out;
    for (const Token& token : lex(sources, sources.add("a.varve", text))) {
        if (token.is(TokenKind::end)) return out;
        out += "w\"s#(b.nd!"[static_cast<int>(token.kind)];
    }
    return out + "no end";
}

std::string text_of_first(const std::string& text) {
    SourceSet sources;
    const std::vector<Token> tokens = lex(sources, sources.add("a.varve", text));
    return std::string(tokens.front().text);
}

}  // namespace

TEST_CASE("the language's tokens") {
    CHECK(kinds("table users {\n") == "ww.n");
    CHECK(kinds("email text(320)? unique = 'a' \"b\"") == "ww(.w.s\"");
    CHECK(kinds("a := (x) -> b.c >= 3.37 -1 ; , ?") == "w.(.w.w.#.#...");
    CHECK(kinds("1e-3 0x1F 1.5.2 12abc") == "####");
    CHECK(kinds("a-1") == "w.#");
    CHECK(kinds("\xEF\xBB\xBFtable\r\nx") == "wnw");
}

TEST_CASE("comments are no tokens, doc comments are") {
    CHECK(kinds("a // b\nc") == "wnw");
    CHECK(kinds("a /// b\nc //// d") == "wdnw");
    CHECK(text_of_first("///  two spaces \r\n") == " two spaces");
    CHECK(text_of_first("///") == "");
}

TEST_CASE("bracketed SQL is one token") {
    CHECK(kinds("check (a // b\n > 'x)') y") == "w(w");
    CHECK(kinds("check (a -- )\n > 'x)') y") == "w(w");
    CHECK(kinds("sql { SELECT '}' } x") == "wbw");
    CHECK(kinds("sql\n{ a }") == "wn.w.");
    CHECK(kinds("other { a }") == "w.w.");
}

TEST_CASE("a dialect's word begins a body where one may stand, and is a name elsewhere") {
    CHECK(kinds("= sqlite { '}' } postgres { b }") == ".wbwb");
    CHECK(kinds("before insert on t sqlite { a }") == "wwwwwb");
    CHECK(kinds("table sqlite { a }") == "ww.w.");
    CHECK(kinds("table t as postgres { a }") == "wwww.w.");
    CHECK(kinds("postgres ($$ ) $$ || $a$ )$ $a$ || $1) x") == "w(w");
    CHECK(kinds("sqlite ($a) x") == "w(w");
}

TEST_CASE("what cannot be a token is bad, and the rest is read on") {
    CHECK(kinds("a @ b # c") == "w!w!w");
    CHECK(kinds("a 'b\nc 'd'") == "w!nws");
    CHECK(kinds("a \"b\nc") == "w!nw");
    CHECK(kinds("a (b\nc (d)") == "w!nw(");
    CHECK(kinds("a (b\nc (d\ne (f)") == "w!nw!nw(");
    CHECK(kinds("ä b") == "!w");
    CHECK(kinds("a )") == "w!");
}

TEST_CASE("names and texts lose their quotes") {
    CHECK(unquoted("\"say \"\"hi\"\"\"") == "say \"hi\"");
    CHECK(unquoted("'it''s'") == "it's");
    CHECK(unquoted("''") == "");
    CHECK(text_of_first("'it''s' x") == "'it''s'");
}

TEST_CASE("bare names are ASCII identifiers") {
    CHECK(is_identifier("user_2"));
    CHECK(is_identifier("_"));
    CHECK_FALSE(is_identifier("2nd"));
    CHECK_FALSE(is_identifier("näme"));
    CHECK_FALSE(is_identifier("a b"));
    CHECK_FALSE(is_identifier(""));
}
