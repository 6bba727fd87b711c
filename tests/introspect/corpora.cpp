#include <fmt/format.h>

#include <exception>
#include <fstream>
#include <iostream>

#include "tests/introspect/round_trip.hpp"

namespace {

/// SQLite makes its own tables itself.
std::string read_schema(const char* path) {
    std::ifstream file(path, std::ios::binary);
    std::string sql;
    for (std::string line; std::getline(file, line);)
        if (line.find("CREATE TABLE sqlite_") == std::string::npos) sql += line + "\n";
    return sql;
}

bool holds(const char* path) {
    try {
        const auto trip = varve::compiler::testing::round_trip(read_schema(path));
        for (const auto* lines : {&trip.found.problems, &trip.found.left_out, &trip.differences})
            for (const std::string& line : *lines)
                std::cout << fmt::format("  {}\n", line);
        const bool good = trip.found.is_whole() && trip.differences.empty();
        std::cout << fmt::format("{}: {} objects, {}\n", path, trip.found.objects,
                                 good ? "the same" : "NOT the same");
        return good;
    } catch (const std::exception& error) {
        std::cout << fmt::format("{}: {}\n", path, error.what());
        return false;
    }
}

}  // namespace

/// Tries the round trip on schemas that are not the project's own: corpora <schema.sql>…
int main(int argc, char** argv) {
    int bad = 0;
    for (int i = 1; i < argc; ++i)
        bad += holds(argv[i]) ? 0 : 1;
    std::cout << fmt::format("{} schemas, {} of them not the same\n", argc - 1, bad);
    return bad == 0 ? 0 : 1;
}
