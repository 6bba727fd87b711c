#include "generator/syntax/brackets.hpp"

#include <string>

#include "tests/support/catch.hpp"

using namespace varve::compiler;

namespace {

/// What is read as the bracketed text, or the name of the problem.
std::string read(const std::string& text) {
    const BracketScan scan = scan_brackets(text, 0);
    if (scan.problem == TokenProblem::bracket) return "unbalanced";
    if (scan.problem == TokenProblem::nesting) return "too deep";
    return text.substr(0, scan.end);
}

}  // namespace

TEST_CASE("brackets are balanced") {
    CHECK(read("(a (b) {c}) d)") == "(a (b) {c})");
    CHECK(read("{ BEGIN; END }}") == "{ BEGIN; END }");
    CHECK(read("(a") == "unbalanced");
    CHECK(read("(a}") == "unbalanced");
    CHECK(read("{(})") == "unbalanced");
}

TEST_CASE("brackets in SQL's quotes and comments do not count") {
    CHECK(read("('a)''b' || x) y") == "('a)''b' || x)");
    CHECK(read("(\")\" [)] `)`) y") == "(\")\" [)] `)`)");
    CHECK(read("(a -- )\n + b) y") == "(a -- )\n + b)");
    CHECK(read("(a /* ) */ + b) y") == "(a /* ) */ + b)");
    CHECK(read("(a // )\n + b) y") == "(a // )");
    CHECK(read("(a 'b) y") == "unbalanced");
    CHECK(read("(a /* b) y") == "unbalanced");
}

TEST_CASE("depth is limited") {
    CHECK(read(std::string(100, '(') + std::string(100, ')')).size() == 200);
    CHECK(read(std::string(101, '(') + std::string(101, ')')) == "too deep");
    CHECK(read(std::string(1000000, '(')) == "too deep");
}
