#include "generator/base/diagnostic.hpp"
#include "tests/generator/check/cases.hpp"
#include "tests/support/catch.hpp"

using namespace varve::compiler;

/// What no case shows, nobody has looked at. V03xx and above come of other rooms, which have tests of their
/// own.
TEST_CASE("every diagnostic of the language is shown by a case") {
    std::string shown;
    for (const testing::Case& item : testing::all_cases())
        if (item.fails) shown += testing::read_bytes(item.expected());
    const DiagnosticKind kinds[] = {
#define VARVE_DIAGNOSTIC(id, name, summary) DiagnosticKind::name,
#include "generator/base/diagnostic_kinds.def"
#undef VARVE_DIAGNOSTIC
    };
    for (const DiagnosticKind kind : kinds) {
        const std::string id(id_of(kind));
        INFO(id << " " << name_of(kind));
        if (id < "V0300") CHECK(shown.find("[" + id + "]\n") != std::string::npos);
    }
}
