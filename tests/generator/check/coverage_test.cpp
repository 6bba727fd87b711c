#include "generator/base/diagnostic.hpp"
#include "tests/generator/check/cases.hpp"
#include "tests/support/catch.hpp"

using namespace varve::compiler;

/// What no case shows, nobody has looked at. V03xx and above come of other rooms, which have tests of their
/// own.
TEST_CASE("every diagnostic of the language is shown by a case") {
    std::string shown;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(VARVE_CASES))
        if (entry.path().extension() == ".expected") shown += testing::read_bytes(entry.path());
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
