#include "generator/base/annotations.hpp"

#include <regex>
#include <string>

#include "generator/base/render.hpp"
#include "tests/support/catch.hpp"

using namespace varve::compiler;

namespace {

struct Told {
    SourceSet sources;
    DiagnosticSink sink;

    Told() {
        const std::uint32_t file =
            sources.add("/home/ci/app/schema/a,b.varve", "table users {\n  email strng\n}\n");
        sink.error(DiagnosticKind::unknown_type, {file, 22, 27}, "unknown type `strng`: 100 %\nit is none",
                   {}, "did you mean `text`?");
        sink.warning(DiagnosticKind::spent_hint, {file, 0, 5}, "spent");
    }
};

}  // namespace

TEST_CASE("annotations of GitHub Actions are one line each, with paths of the repository") {
    const Told told;
    CHECK(
        annotations(told.sink, told.sources, "/home/ci/app/") ==
        "::error file=schema/a%2Cb.varve,line=2,col=9::unknown type `strng`: 100 %25%0Ait is none [V0201]%0A"
        "help: did you mean `text`?\n"
        "::warning file=schema/a%2Cb.varve,line=1,col=1::spent [V0302]\n");
    CHECK(annotations(told.sink, told.sources, "/home/ci/ap").find("file=/home/ci/app/schema") !=
          std::string::npos);
    CHECK(annotations(told.sink, told.sources, "").find("file=/home/ci/app/schema") != std::string::npos);
}

TEST_CASE("the pattern by which editors read a C++ compiler's errors reads ours") {
    const Told told;
    const std::regex gcc("(.*):([0-9]+):([0-9]+): (?:fatal )?(warning|error): (.*)");
    const std::string text = render(told.sink, told.sources);
    const std::string first = text.substr(0, text.find('\n'));
    std::smatch found;
    // The sink's order of place: the warning stands first.
    REQUIRE(std::regex_match(first, found, gcc));
    CHECK(found[1] == "/home/ci/app/schema/a,b.varve");
    CHECK(found[2] == "1");
    CHECK(found[3] == "1");
    CHECK(found[4] == "warning");
    CHECK(found[5] == "spent [V0302]");
}
