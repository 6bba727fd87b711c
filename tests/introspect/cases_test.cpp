#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/introspect/round_trip.hpp"
#include "tests/support/catch.hpp"

using namespace varve::compiler;
namespace fs = std::filesystem;

namespace {

std::string read_bytes(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// The lines `-- left out: …`: what no schema can say of this database.
std::vector<std::string> left_out_in(const std::string& sql) {
    const std::string mark = "-- left out: ";
    std::vector<std::string> lines;
    std::istringstream all(sql);
    for (std::string line; std::getline(all, line);)
        if (line.rfind(mark, 0) == 0) lines.push_back(line.substr(mark.size()));
    return lines;
}

std::vector<fs::path> all_cases() {
    std::vector<fs::path> paths;
    for (const fs::directory_entry& entry : fs::directory_iterator(VARVE_CASES "/introspect"))
        if (entry.path().extension() == ".sql") paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    return paths;
}

}  // namespace

TEST_CASE("an introspected schema makes just the database that it came from", "[introspect]") {
    const bool accept = std::getenv("VARVE_ACCEPT") != nullptr;
    const std::vector<fs::path> cases = all_cases();
    CHECK(cases.size() >= 60);
    for (const fs::path& path : cases) {
        INFO(path.filename().string());
        const std::string sql = read_bytes(path);
        const testing::RoundTrip trip = testing::round_trip(sql);
        CHECK(trip.found.problems == std::vector<std::string>{});
        CHECK(trip.differences == std::vector<std::string>{});
        CHECK(trip.found.left_out == left_out_in(sql));
        const fs::path golden = fs::path(path).replace_extension(".varve");
        if (accept) std::ofstream(golden, std::ios::binary) << trip.found.text;
        CHECK(trip.found.text == read_bytes(golden));
    }
}
