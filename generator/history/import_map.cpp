#include "generator/history/import_map.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "runtime/src/sha256.hpp"

namespace varve::compiler {
namespace {

constexpr std::string_view first_line = "varve import 1\n";
constexpr std::string_view table_word = "table ";
constexpr std::string_view version_word = "version ";
constexpr std::string_view sum_word = "sum ";

std::string sum_of(std::string_view text) {
    return detail::sha256_hex(text).substr(0, 16);
}

class MapReader {
public:
    MapReader(const SourceSet& sources, std::uint32_t file, const Lock& lock, DiagnosticSink& sink)
        : path_(sources[file].path()), text_(sources[file].text()), file_(file), lock_(lock), sink_(sink) {}

    std::optional<ImportMap> read() {
        if (!check_sum()) return std::nullopt;
        if (next_line() != first_line.substr(0, first_line.size() - 1))
            return fail("a map begins `varve import 1`; another number is a newer varve's");
        std::string_view line = next_line();
        if (!line.starts_with(table_word)) return fail("the second line names the old table");
        ImportMap map{std::string(line.substr(table_word.size())), {}};
        for (line = next_line(); !line.starts_with(sum_word); line = next_line())
            if (!take(line, map)) return std::nullopt;
        return map;
    }

private:
    /// The last line is the sum of those before it.
    bool check_sum() {
        const auto at = text_.rfind("\nsum ");
        const bool whole = at != std::string_view::npos && text_.ends_with('\n');
        const std::string_view body = text_.substr(0, whole ? at + 1 : 0);
        if (whole && text_.substr(body.size()) == fmt::format("sum {}\n", sum_of(body))) return true;
        line_begin_ = whole ? body.size() : 0;
        line_end_ = text_.size();
        fail("the map does not match its own sum: it was edited or cut short");
        return false;
    }

    std::string_view next_line() {
        line_begin_ = next_;
        line_end_ = std::min(text_.find('\n', next_), text_.size());
        next_ = std::min(line_end_ + 1, text_.size());
        return text_.substr(line_begin_, line_end_ - line_begin_);
    }

    bool take(std::string_view line, ImportMap& map) {
        const auto space = line.rfind(' ');
        if (!line.starts_with(version_word) || space < version_word.size()) {
            fail("a line of the map is `version <version> <digest>`");
            return false;
        }
        const std::string digest(line.substr(space + 1));
        const bool known = std::any_of(lock_.records.begin(), lock_.records.end(),
                                       [&](const LockRecord& record) { return record.digest == digest; });
        if (!known) {
            fail(fmt::format("the map names the revision `{}`, which the lock does not hold",
                             digest.substr(0, 12)));
            return false;
        }
        map.versions.push_back(
            {std::string(line.substr(version_word.size(), space - version_word.size())), digest});
        return true;
    }

    std::nullopt_t fail(std::string message) {
        sink_.error(DiagnosticKind::import_map,
                    {file_, static_cast<std::uint32_t>(line_begin_), static_cast<std::uint32_t>(line_end_)},
                    std::move(message), {}, fmt::format("restore it: git checkout -- {}", path_));
        return std::nullopt;
    }

    const std::string& path_;
    const std::string_view text_;
    const std::uint32_t file_;
    const Lock& lock_;
    DiagnosticSink& sink_;
    std::size_t next_ = 0;
    std::size_t line_begin_ = 0;
    std::size_t line_end_ = 0;
};

}  // namespace

std::string write_import_map(const ImportMap& map) {
    std::string text = fmt::format("{}{}{}\n", first_line, table_word, map.table);
    for (const ImportMap::Version& each : map.versions)
        text += fmt::format("{}{} {}\n", version_word, each.version, each.digest);
    return text + fmt::format("{}{}\n", sum_word, sum_of(text));
}

std::optional<ImportMap> parse_import_map(const SourceSet& sources, std::uint32_t file, const Lock& lock,
                                          DiagnosticSink& sink) {
    return MapReader(sources, file, lock, sink).read();
}

}  // namespace varve::compiler
