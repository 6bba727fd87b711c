// What no test shows to a reader, nobody has looked at: the id of every diagnostic stands in an expected
// text.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "generator/base/explain.hpp"
#include "tests/support/catch.hpp"

using namespace varve::compiler;
namespace fs = std::filesystem;

namespace {

/// The golden texts, and the tests that hold whole texts themselves.
std::string expected_texts() {
    std::ostringstream all;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(VARVE_TESTS)) {
        const std::string name = entry.path().filename().string();
        if (name.ends_with(".expected") || name.ends_with("_test.cpp"))
            all << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    }
    return all.str();
}

}  // namespace

TEST_CASE("every diagnostic is shown by a golden case or a whole text", "[driver]") {
    const std::string texts = expected_texts();
    for (const Explanation& each : explanations()) {
        const std::string id(id_of(each.kind));
        INFO(id << " " << name_of(each.kind));
        const auto stands = [&](const std::string& form) { return texts.find(form) != std::string::npos; };
        CHECK((stands("[" + id + "]") || stands("\"" + id + ": ") || stands(" " + id + ": ") ||
               stands(" " + id + " ")));
    }
}
