#include "generator/base/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace varve::compiler {

namespace {

/// Beyond this nobody mistyped the name, and the distance would cost quadratic time.
constexpr std::size_t longest_name = 64;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Levenshtein's distance with neighbours swapped counted as one.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> above(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(above.begin(), above.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1;
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + changed});
            const bool swapped =
                i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, above);
        std::swap(above, row);
    }
    return above[b.size()];
}

}  // namespace

std::string_view nearest(std::string_view wrong, std::span<const std::string_view> candidates) {
    std::string_view best;
    if (wrong.size() > longest_name) return best;
    std::size_t least = std::max<std::size_t>(wrong.size() / 3, 1) + 1;
    for (std::string_view candidate : candidates) {
        if (candidate.size() > longest_name || candidate.empty()) continue;
        const std::size_t found = distance(wrong, candidate);
        if (found < least && found < candidate.size()) {
            least = found;
            best = candidate;
        }
    }
    return best;
}

std::string did_you_mean(std::string_view wrong, std::span<const std::string_view> candidates) {
    const std::string_view best = nearest(wrong, candidates);
    return best.empty() ? "" : fmt::format("did you mean `{}`?", best);
}

}  // namespace varve::compiler
