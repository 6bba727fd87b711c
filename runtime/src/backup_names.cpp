#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "runtime/src/backup_file.hpp"
#include "runtime/src/file_access.hpp"

namespace varve::detail {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view shape = ".00000000T000000.000Z-";

/// Whether a file's name is one that was made for the database: "." and a time, "-", an id, ".backup".
bool is_backup_of(const std::string& database, const std::string& name) {
    constexpr std::string_view tail = ".backup";
    if (name.size() <= database.size() + shape.size() + tail.size()) return false;
    if (name.compare(0, database.size(), database) != 0 || !name.ends_with(tail)) return false;
    for (std::size_t i = 0; i != shape.size(); ++i) {
        const char c = name[database.size() + i];
        if (shape[i] == '0' ? c < '0' || c > '9' : c != shape[i]) return false;
    }
    return name.find('.', database.size() + shape.size()) == name.size() - tail.size();
}

}  // namespace

std::string dated_name(const std::string& database, std::string_view id, std::string_view tail) {
    using namespace std::chrono;
    const auto now = time_point_cast<milliseconds>(system_clock::now());
    const auto second = time_point_cast<seconds>(now);
    return fmt::format("{}.{:%Y%m%dT%H%M%S}.{:03}Z-{}.{}", database,
                       fmt::gmtime(system_clock::to_time_t(second)), (now - second).count(), id, tail);
}

void prune_backups(const std::string& database, std::size_t keep) {
    std::vector<std::string> found;
    std::error_code ignored;
    const fs::path directory = directory_of(database);
    const std::string name = fs::path(database).filename().string();
    for (const fs::directory_entry& each : fs::directory_iterator(directory, ignored))
        if (is_backup_of(name, each.path().filename().string()) && each.is_regular_file(ignored))
            found.push_back(each.path().filename().string());
    std::sort(found.rbegin(), found.rend());
    for (std::size_t i = keep; i < found.size(); ++i)
        fs::remove(directory / found[i], ignored);
}

}  // namespace varve::detail
