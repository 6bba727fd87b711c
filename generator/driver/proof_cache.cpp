#include "generator/driver/proof_cache.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>
#include <vector>

#include "generator/driver/files.hpp"
#include "runtime/src/digest.hpp"

namespace varve::compiler {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view format_tag = "varve-fact-1";
constexpr std::string_view suffix = ".fact";

/// What stands before a fact's text: the format, and a digest that holds the text to its kind and key.
std::string header_of(std::string_view kind, std::string_view key, std::string_view text) {
    const std::array<std::string_view, 4> parts = {format_tag, kind, key, text};
    return fmt::format("{} {}\n", format_tag, detail::digest_parts(parts));
}

struct Kept {
    fs::file_time_type used;
    std::uintmax_t size;
    fs::path path;
};

std::vector<Kept> kept_in(const fs::path& directory) {
    std::vector<Kept> kept;
    std::error_code error;
    for (fs::directory_iterator entry(directory, error), end; !error && entry != end;
         entry.increment(error)) {
        if (entry->path().extension() != suffix) continue;
        // Another process may have removed it meanwhile.
        std::error_code gone;
        const fs::file_time_type used = entry->last_write_time(gone);
        const std::uintmax_t size = gone ? 0 : entry->file_size(gone);
        if (!gone) kept.push_back({used, size, entry->path()});
    }
    return kept;
}

}  // namespace

ProofCache::ProofCache(fs::path directory) : ProofCache(std::move(directory), Limits()) {}

ProofCache::ProofCache(fs::path directory, Limits limits)
    : directory_(std::move(directory)), limits_(limits) {}

fs::path ProofCache::place_of(std::string_view kind, std::string_view key) const {
    const std::array<std::string_view, 3> parts = {format_tag, kind, key};
    return directory_ / fmt::format("{}-{}{}", kind, detail::digest_parts(parts), suffix);
}

std::optional<std::string> ProofCache::find(std::string_view kind, std::string_view key) const {
    if (!remembers()) return std::nullopt;
    const fs::path place = place_of(kind, key);
    std::error_code error;
    if (!fs::is_regular_file(place, error)) return std::nullopt;
    try {
        std::string text = read_file(place);
        const std::size_t end = text.find('\n');
        if (end == std::string::npos) return std::nullopt;
        const std::string header = text.substr(0, end + 1);
        text.erase(0, end + 1);
        if (header != header_of(kind, key, text)) return std::nullopt;
        fs::last_write_time(place, fs::file_time_type::clock::now(), error);
        return text;
    } catch (const FileError&) {
        return std::nullopt;
    }
}

void ProofCache::keep(std::string_view kind, std::string_view key, std::string_view text) {
    if (!remembers()) return;
    try {
        write_unsynced(place_of(kind, key), header_of(kind, key, text).append(text));
        make_room();
    } catch (const FileError&) {
        return;  // The next run is slower, and says the same.
    } catch (const fs::filesystem_error&) {
        return;
    }
}

void ProofCache::make_room() const {
    remove_leftovers(directory_);
    std::vector<Kept> kept = kept_in(directory_);
    std::sort(kept.begin(), kept.end(), [](const Kept& a, const Kept& b) { return a.used > b.used; });
    std::uintmax_t bytes = 0;
    for (std::size_t i = 0; i != kept.size(); ++i) {
        bytes += kept[i].size;
        std::error_code ignored;
        // The newest stays, however large: it was just asked for.
        if (i != 0 && (i >= limits_.facts || bytes > limits_.bytes)) fs::remove(kept[i].path, ignored);
    }
}

}  // namespace varve::compiler
