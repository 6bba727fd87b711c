#include <string>

#include "generator/check/compile.hpp"
#include "tests/support/catch.hpp"

using namespace varve::compiler;

namespace {

std::string normalised(const std::string& text) {
    SourceSet sources;
    DiagnosticSink sink;
    const std::string out = normalise_schema_text(sources, sources.add("schema.varve", text), sink);
    CHECK(sink.has_errors() == out.empty());
    return out;
}

const std::string plain =
    "schema s { edition 1 }\n"
    "table t {\n"
    "  a text(3)? = (lower('A  b')) check c (a <> 'x')\n"
    "}\n"
    "view v { a int64 } = sql { SELECT 1 }\n";

}  // namespace

TEST_CASE("tokens are joined by one space, and lines stay lines") {
    CHECK(normalised(plain) ==
          "schema s { edition 1 }\n"
          "table t {\n"
          "a text (3) ? = (lower('A  b')) check c (a <> 'x')\n"
          "}\n"
          "view v { a int64 } = sql { SELECT 1 }\n");
}

TEST_CASE("comments, white space and line ends do not matter") {
    const std::string same =
        "\xEF\xBB\xBF// A comment.\r\n"
        "schema   s {\tedition 1 }   // Behind.\r\n\r\n"
        "/// Doc.\r\n"
        "table t {\r\n"
        "a text( 3 )?=( lower('A  b') -- SQL's own\r\n ) check c (a<>'x')\r\n"
        "}\r\n"
        "view v {a int64} = sql {\r\n  SELECT /* one */ 1\r\n}";
    CHECK(normalised(same) == normalised(plain));
}

TEST_CASE("every other character matters") {
    const auto changed = [](const std::string& from, const std::string& to) {
        std::string text = plain;
        text.replace(text.find(from), from.size(), to);
        return normalised(text);
    };
    CHECK(changed("A  b", "A b") != normalised(plain));
    CHECK(changed("text(3)", "text(4)") != normalised(plain));
    CHECK(changed("?", "") != normalised(plain));
    CHECK(changed("SELECT 1", "SELECT 2") != normalised(plain));
    CHECK(changed("edition 1 }", "edition 1\n}") != normalised(plain));
}

TEST_CASE("normalising twice is normalising once, and the meaning stays") {
    CHECK(normalised(normalised(plain)) == normalised(plain));
    SourceSet sources;
    DiagnosticSink sink;
    const std::optional<Schema> before = compile(sources, sources.add("a", plain), sink);
    const std::optional<Schema> after = compile(sources, sources.add("b", normalised(plain)), sink);
    REQUIRE(before);
    REQUIRE(after);
    CHECK(lower(*before) == lower(*after));
}

TEST_CASE("what is no text or no token is refused") {
    CHECK(normalised("table t {\n<<<<<<< ours\n}\n").empty());
    CHECK(normalised("table t @ {\n}\n").empty());
    CHECK(normalised("table t {\n  a int64 = (#)\n}\n").empty());
    CHECK(normalised("view v = sql { SELECT \\ }\n").empty());
    CHECK(normalised("table t {\n  a int64 = (1\n}\n").empty());
    CHECK(normalised(std::string("a\0b", 3)).empty());
}
