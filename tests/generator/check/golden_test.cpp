#include <cstdlib>

#include "generator/base/render.hpp"
#include "generator/check/compile.hpp"
#include "tests/generator/check/cases.hpp"
#include "tests/support/catch.hpp"

using namespace varve::compiler;

namespace {

std::string result_of(const testing::Case& item) {
    SourceSet sources;
    DiagnosticSink sink;
    const SchemaFiles files = testing::read_case(item, sources, sink);
    const std::optional<Schema> schema =
        item.snapshot ? compile(sources, files.files.front(), sink, true) : compile(sources, files, sink);
    CHECK(schema.has_value() != item.fails);
    CHECK(sink.has_errors() == item.fails);
    return render(sink, sources) + (schema ? lower(*schema) : "");
}

}  // namespace

TEST_CASE("every case gives what stands beside it") {
    const bool accept = std::getenv("VARVE_ACCEPT") != nullptr;
    const std::vector<testing::Case> cases = testing::all_cases();
    CHECK(cases.size() >= 30);
    for (const testing::Case& item : cases) {
        INFO(item.name);
        const std::string result = result_of(item);
        if (accept) std::ofstream(item.expected(), std::ios::binary) << result;
        CHECK(result == testing::read_bytes(item.expected()));
    }
}
