#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "generator/check/includes.hpp"

/// The golden cases below tests/cases: `<topic>/<name>.varve`, and beside each what is expected of it.
/// `fail_` in front of a name: the rendered diagnostics. Without it: the lowered schema. `snapshot_` behind
/// that: the case is read as the schema of a revision. What stands in emit/ and introspect/ is for other
/// tests, what stands in a directory `parts` is included by cases beside it.
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
        const fs::path relative = fs::relative(entry.path(), VARVE_CASES);
        const bool is_part = std::find(relative.begin(), relative.end(), "parts") != relative.end();
        const bool is_other_room = *relative.begin() == "emit" || *relative.begin() == "introspect";
        if (is_part || is_other_room || entry.path().extension() != ".varve") continue;
        std::string stem = entry.path().stem().string();
        const bool fails = stem.rfind("fail_", 0) == 0;
        if (fails) stem.erase(0, 5);
        cases.push_back({relative.generic_string(), entry.path(), fails, stem.rfind("snapshot_", 0) == 0});
    }
    return cases;
}

/// The case and all that it includes.
inline SchemaFiles read_case(const Case& item, SourceSet& sources, DiagnosticSink& sink) {
    IncludeWalk walk(sources, sources.add(item.name, read_bytes(item.path)), item.path.filename().string(),
                     sink);
    const std::string topic = item.name.substr(0, item.name.find('/') + 1);
    while (const auto wanted = walk.next()) {
        const std::filesystem::path path = item.path.parent_path() / wanted->path;
        if (std::filesystem::is_regular_file(path))
            walk.found(sources.add(topic + wanted->path, read_bytes(path)), wanted->path);
        else
            walk.refused("no file `" + wanted->path + "`");
    }
    return walk.files();
}

}  // namespace varve::compiler::testing
