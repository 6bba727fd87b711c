#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

/// The golden cases below tests/cases: `<topic>/<name>.varve`, and beside each what is expected of it.
/// `fail_` in front of a name: the rendered diagnostics. Without it: the lowered schema. `snapshot_` behind
/// that: the case is read as the schema of a revision. What stands in emit/ is for the tests of that room.
namespace varve::compiler::testing {

struct Case {
    std::string name;  ///< "types/fail_length.varve"
    std::filesystem::path path;
    bool fails;
    bool snapshot;

    std::filesystem::path expected() const {
        return std::filesystem::path(path).replace_extension(".expected");
    }
};

inline std::string read_bytes(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

inline std::vector<Case> all_cases() {
    namespace fs = std::filesystem;
    std::vector<Case> cases;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(VARVE_CASES)) {
        const bool of_emit = entry.path().parent_path().filename() == "emit";
        if (of_emit || entry.path().extension() != ".varve") continue;
        std::string stem = entry.path().stem().string();
        const bool fails = stem.rfind("fail_", 0) == 0;
        if (fails) stem.erase(0, 5);
        cases.push_back({fs::relative(entry.path(), VARVE_CASES).generic_string(), entry.path(), fails,
                         stem.rfind("snapshot_", 0) == 0});
    }
    return cases;
}

}  // namespace varve::compiler::testing
