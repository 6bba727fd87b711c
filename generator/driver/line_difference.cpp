#include "generator/driver/line_difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace varve::compiler {
namespace {

constexpr std::size_t most_lines = 12;
constexpr std::size_t widest_search = 40;

using Lines = std::vector<std::string_view>;

Lines lines_of(std::string_view text) {
    Lines lines;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        lines.push_back(line);
        text.remove_prefix(std::min(text.size(), line.size() + 1));
    }
    return lines;
}

/// How many lines of each side are skipped until both go on alike: as few as can be.
std::pair<std::size_t, std::size_t> skipped(const Lines& a, std::size_t at_a, const Lines& b,
                                            std::size_t at_b) {
    for (std::size_t sum = 1; sum < widest_search; ++sum)
        for (std::size_t left = 0; left <= sum; ++left) {
            const std::size_t i = at_a + left;
            const std::size_t j = at_b + (sum - left);
            const bool ends = i == a.size() && j == b.size();
            if (ends || (i < a.size() && j < b.size() && a[i] == b[j])) return {left, sum - left};
        }
    return {a.size() - at_a, b.size() - at_b};
}

}  // namespace

LineDifference line_difference(std::string_view before, std::string_view after) {
    const Lines a = lines_of(before);
    const Lines b = lines_of(after);
    LineDifference difference;
    std::size_t shown = 0;
    const auto show = [&](char sign, std::string_view line) {
        if (++shown <= most_lines) difference.text += fmt::format("  {} {}\n", sign, line);
    };
    for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
        if (i < a.size() && j < b.size() && a[i] == b[j]) {
            ++i, ++j;
            continue;
        }
        if (shown == 0) difference.line = static_cast<std::uint32_t>(i) + 1;
        const auto [left, right] = skipped(a, i, b, j);
        for (const std::size_t end = std::min(a.size(), i + left); i < end; ++i)
            show('-', a[i]);
        for (const std::size_t end = std::min(b.size(), j + right); j < end; ++j)
            show('+', b[j]);
    }
    if (shown > most_lines) difference.text += fmt::format("  and {} lines more\n", shown - most_lines);
    if (shown == 0) difference.text = "  only in its last line's end\n";
    return difference;
}

}  // namespace varve::compiler
