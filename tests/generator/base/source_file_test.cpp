#include "generator/base/source_file.hpp"

#include <set>
#include <string_view>

#include "generator/base/diagnostic.hpp"
#include "tests/support/catch.hpp"

using namespace varve::compiler;

TEST_CASE("positions count lines and code points from one") {
    const SourceFile file("a", "ab\nä c\n");
    CHECK(file.position(0).line == 1);
    CHECK(file.position(0).column == 1);
    CHECK(file.position(3).line == 2);
    CHECK(file.position(6).column == 3);
    CHECK(file.position(8).line == 3);
    CHECK(file.position(8).column == 1);
}

TEST_CASE("lines come without their ends") {
    const SourceFile file("a", "ab\r\nc");
    CHECK(file.line(1) == "ab");
    CHECK(file.line(2) == "c");
}

TEST_CASE("spans of several files are kept apart") {
    SourceSet sources;
    const std::uint32_t first = sources.add("a", "one");
    const std::uint32_t second = sources.add("b", "two");
    CHECK(sources.text({first, 0, 3}) == "one");
    CHECK(sources.text({second, 1, 3}) == "wo");
}

TEST_CASE("every kind of diagnostic has an id of its own, of the form V0000") {
    const std::string_view ids[] = {
#define VARVE_DIAGNOSTIC(id, name, summary) id,
#include "generator/base/diagnostic_kinds.def"
#undef VARVE_DIAGNOSTIC
    };
    std::set<std::string_view> seen;
    for (const std::string_view id : ids) {
        CHECK(id.size() == 5);
        CHECK(id.front() == 'V');
        CHECK(id.find_first_not_of("0123456789", 1) == std::string_view::npos);
        CHECK(seen.insert(id).second);
    }
    CHECK(id_of(DiagnosticKind::unknown_type) == "V0201");
    CHECK(name_of(DiagnosticKind::unknown_type) == "unknown-type");
}

TEST_CASE("a sink counts errors, and warnings are none") {
    DiagnosticSink sink;
    sink.warning(DiagnosticKind::unknown_type, {}, "w");
    CHECK_FALSE(sink.has_errors());
    sink.error(DiagnosticKind::unknown_type, {}, "e");
    CHECK(sink.has_errors());
    CHECK(sink.diagnostics().size() == 2);
}
