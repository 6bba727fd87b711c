#include "generator/history/merge_lists.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace varve::compiler {
namespace {

constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

/// The table of a comparison has a cell for each pair of lines.
constexpr std::size_t most_cells = 16'000'000;

/// Where each line of `base` stands in `other`: as many as can be, in order.
std::vector<std::size_t> places_in(const Lines& base, const Lines& other) {
    const std::size_t width = other.size() + 1;
    std::vector<std::uint32_t> longest((base.size() + 1) * width, 0);
    for (std::size_t i = base.size(); i-- != 0;)
        for (std::size_t j = other.size(); j-- != 0;)
            longest[i * width + j] = base[i] == other[j]
                                         ? longest[(i + 1) * width + j + 1] + 1
                                         : std::max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
    std::vector<std::size_t> places(base.size(), nowhere);
    for (std::size_t i = 0, j = 0; i != base.size() && j != other.size();) {
        if (base[i] == other[j])
            places[i++] = j++;
        else if (longest[(i + 1) * width + j] >= longest[i * width + j + 1])
            ++i;
        else
            ++j;
    }
    return places;
}

bool too_long(const Lines& base, const Lines& other) {
    return !base.empty() && other.size() > most_cells / base.size();
}

class Merge {
public:
    Merge(const Lines& base, const Lines& ours, const Lines& theirs, BothAdd both)
        : base_(base),
          ours_(ours),
          theirs_(theirs),
          both_(both),
          in_ours_(places_in(base, ours)),
          in_theirs_(places_in(base, theirs)) {}

    std::optional<Lines> run() {
        while (good_ &&
               (at_base_ != base_.size() || at_ours_ != ours_.size() || at_theirs_ != theirs_.size()))
            take_piece();
        if (!good_) return std::nullopt;
        return std::move(merged_);
    }

private:
    /// What stands before the next line that all three share, and that line.
    void take_piece() {
        std::size_t next = at_base_;
        while (next != base_.size() && (in_ours_[next] == nowhere || in_theirs_[next] == nowhere))
            ++next;
        const bool shared = next != base_.size();
        const Lines base = piece(base_, at_base_, next);
        const Lines ours = piece(ours_, at_ours_, shared ? in_ours_[next] : ours_.size());
        const Lines theirs = piece(theirs_, at_theirs_, shared ? in_theirs_[next] : theirs_.size());
        choose(base, ours, theirs);
        if (!shared) return;
        merged_.push_back(base_[next]);
        ++at_base_, ++at_ours_, ++at_theirs_;
    }

    static Lines piece(const Lines& lines, std::size_t& from, std::size_t until) {
        Lines taken(lines.begin() + static_cast<std::ptrdiff_t>(from),
                    lines.begin() + static_cast<std::ptrdiff_t>(until));
        from = until;
        return taken;
    }

    void choose(const Lines& base, const Lines& ours, const Lines& theirs) {
        if (ours == base || ours == theirs) return add(theirs);
        if (theirs == base) return add(ours);
        if (!base.empty() || both_ == BothAdd::is_conflict) {
            good_ = false;
            return;
        }
        add(theirs);
        for (const std::string& line : ours)
            if (std::find(theirs.begin(), theirs.end(), line) == theirs.end()) merged_.push_back(line);
    }

    void add(const Lines& lines) { merged_.insert(merged_.end(), lines.begin(), lines.end()); }

    const Lines& base_;
    const Lines& ours_;
    const Lines& theirs_;
    BothAdd both_;
    std::vector<std::size_t> in_ours_;
    std::vector<std::size_t> in_theirs_;
    std::size_t at_base_ = 0;
    std::size_t at_ours_ = 0;
    std::size_t at_theirs_ = 0;
    Lines merged_;
    bool good_ = true;
};

Lines lines_of(std::string_view text) {
    Lines lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return lines;
}

}  // namespace

std::optional<Lines> merge_lists(const Lines& base, const Lines& ours, const Lines& theirs, BothAdd both) {
    if (too_long(base, ours) || too_long(base, theirs)) return std::nullopt;
    return Merge(base, ours, theirs, both).run();
}

std::optional<std::string> merge_texts(const std::string& base, const std::string& ours,
                                       const std::string& theirs) {
    const auto merged = merge_lists(lines_of(base), lines_of(ours), lines_of(theirs), BothAdd::is_conflict);
    if (!merged) return std::nullopt;
    std::string text;
    for (const std::string& line : *merged)
        text += line;
    return text;
}

}  // namespace varve::compiler
