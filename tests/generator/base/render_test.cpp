#include "generator/base/render.hpp"

#include <string>

#include "tests/support/catch.hpp"

using namespace varve::compiler;

namespace {

/// Renders an error over the first place where `marked` stands in `text`.
std::string shown(const std::string& text, const std::string& marked) {
    SourceSet sources;
    const std::uint32_t file = sources.add("a.varve", text);
    const auto begin = static_cast<std::uint32_t>(text.find(marked));
    Diagnostic diagnostic;
    diagnostic.kind = DiagnosticKind::unknown_type;
    diagnostic.span = {file, begin, static_cast<std::uint32_t>(begin + marked.size())};
    diagnostic.message = "here";
    return render(diagnostic, sources);
}

}  // namespace

TEST_CASE("a diagnostic shows its line, its notes and the way out") {
    SourceSet sources;
    const std::uint32_t file = sources.add("schema/content.varve", "table users {\n  email strng\n}\n");
    Diagnostic diagnostic{
        DiagnosticKind::unknown_type,       Severity::error,       {file, 22, 27}, "unknown type `strng`",
        {{{file, 6, 11}, "in this table"}}, "did you mean `text`?"};
    CHECK(render(diagnostic, sources) ==
          "schema/content.varve:2:9: error: unknown type `strng` [V0201]\n"
          "      email strng\n"
          "            ^~~~~\n"
          "schema/content.varve:1:7: note: in this table\n"
          "help: did you mean `text`?\n");
    diagnostic.severity = Severity::warning;
    diagnostic.labels.clear();
    diagnostic.help.clear();
    CHECK(render(diagnostic, sources) ==
          "schema/content.varve:2:9: warning: unknown type `strng` [V0201]\n"
          "      email strng\n"
          "            ^~~~~\n");
}

TEST_CASE("the caret stands below its place") {
    SECTION("behind tabs") {
        CHECK(shown("\ta\tbad\n", "bad") == "a.varve:1:4: error: here [V0201]\n    \ta\tbad\n    \t \t^~~\n");
    }
    SECTION("behind letters of several bytes") {
        CHECK(shown("näme bäd x\n", "bäd") ==
              "a.varve:1:6: error: here [V0201]\n    näme bäd x\n         ^~~\n");
    }
    SECTION("on the first of several lines") {
        CHECK(shown("x one\ntwo\n", "one\ntwo") ==
              "a.varve:1:3: error: here [V0201]\n    x one\n      ^~~\n");
    }
    SECTION("before a CRLF") {
        CHECK(shown("a bad\r\n", "bad") == "a.varve:1:3: error: here [V0201]\n    a bad\n      ^~~\n");
    }
    SECTION("at the end of the file, where there is no line to show") {
        SourceSet sources;
        const std::uint32_t file = sources.add("a.varve", "x\n");
        Diagnostic diagnostic;
        diagnostic.kind = DiagnosticKind::unexpected_token;
        diagnostic.span = {file, 2, 2};
        diagnostic.message = "here";
        CHECK(render(diagnostic, sources) == "a.varve:2:1: error: here [V0101]\n");
    }
}

TEST_CASE("a very long line is cut around the place") {
    const std::string text = shown(std::string(1000, 'a') + " bad " + std::string(1000, 'b') + "\n", "bad");
    CHECK(text == "a.varve:1:1002: error: here [V0201]\n    …" + std::string(59, 'a') + " bad " +
                      std::string(56, 'b') + "…\n     " + std::string(60, ' ') + "^~~\n");
}

TEST_CASE("a terminal is handed no control characters and no broken UTF-8") {
    CHECK(shown("\x1b[31m bad \xff\xc3\n", "bad") ==
          "a.varve:1:7: error: here [V0201]\n    ?[31m bad ??\n          ^~~\n");
}

TEST_CASE("diagnostics are printed in the order of their places") {
    SourceSet sources;
    const std::uint32_t file = sources.add("a.varve", "one\ntwo\n");
    DiagnosticSink sink;
    sink.error(DiagnosticKind::unknown_type, {file, 4, 7}, "second");
    sink.error(DiagnosticKind::unknown_type, {file, 0, 3}, "first");
    CHECK(render(sink, sources) ==
          "a.varve:1:1: error: first [V0201]\n    one\n    ^~~\n"
          "a.varve:2:1: error: second [V0201]\n    two\n    ^~~\n");
}

TEST_CASE("a terminal shows each piece in its colour") {
    SourceSet sources;
    const std::uint32_t file = sources.add("a.varve", "one\ntwo\n");
    Diagnostic diagnostic;
    diagnostic.kind = DiagnosticKind::unknown_type;
    diagnostic.span = {file, 0, 3};
    diagnostic.message = "here";
    diagnostic.labels = {{{file, 4, 7}, "there"}};
    diagnostic.help = "away";
    CHECK(render(diagnostic, sources, Colours::terminal) ==
          "\x1b[1ma.varve:1:1:\x1b[0m \x1b[1;31merror:\x1b[0m here [V0201]\n    one\n"
          "    \x1b[1;32m^~~\x1b[0m\n\x1b[1ma.varve:2:1:\x1b[0m \x1b[1;36mnote:\x1b[0m there\n"
          "\x1b[1;36mhelp:\x1b[0m away\n");
    diagnostic.severity = Severity::warning;
    CHECK(render(diagnostic, sources, Colours::terminal).find(" \x1b[1;35mwarning:\x1b[0m here [V0201]\n") !=
          std::string::npos);
}
