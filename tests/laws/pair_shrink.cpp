#include <algorithm>
#include <string>
#include <vector>

#include "tests/laws/pair_trial.hpp"

namespace varve::compiler::testing {

namespace {

using Lines = std::vector<std::string>;

Lines lines_of(const std::string& text) {
    Lines lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = text.find('\n', begin);
        lines.push_back(text.substr(begin, end - begin));
        begin = end == std::string::npos ? text.size() : end + 1;
    }
    return lines;
}

std::string joined(const Lines& lines) {
    std::string text;
    for (const std::string& line : lines)
        text += line + '\n';
    return text;
}

/// What kind of failure it is: its words up to the first thing that another schema would name otherwise.
std::string kind_of(const std::string& wrong) {
    return wrong.substr(0, std::min(wrong.find_first_of("`:\n0123456789"), wrong.size()));
}

class Shrinker {
public:
    Shrinker(const std::string& before, const std::string& after, bool foreign_keys)
        : sides_{lines_of(before), lines_of(after)}, foreign_keys_(foreign_keys) {
        wrong_ = tried();
    }

    ShrunkPair run() {
        for (std::size_t size : {8u, 3u, 1u})
            for (bool shrunk = true; shrunk;)
                shrunk = pass(size);
        return {joined(sides_[0]), joined(sides_[1]), wrong_};
    }

private:
    std::string tried() const { return try_pair(joined(sides_[0]), joined(sides_[1]), foreign_keys_).wrong; }

    /// Takes out so many lines of one side, or a line of both that reads alike.
    bool pass(std::size_t size) {
        bool shrunk = false;
        for (std::size_t side = 0; side != 2; ++side)
            for (std::size_t at = 0; at + size <= sides_[side].size();)
                if (without(side, at, size))
                    shrunk = true;
                else
                    ++at;
        return shrunk;
    }

    bool without(std::size_t side, std::size_t at, std::size_t size) {
        const auto kept = sides_;
        const Lines gone(sides_[side].begin() + static_cast<std::ptrdiff_t>(at),
                         sides_[side].begin() + static_cast<std::ptrdiff_t>(at + size));
        for (const bool both : {true, false}) {
            erase(sides_[side], at, size);
            if (both) {
                Lines& other = sides_[1 - side];
                const auto twin = std::search(other.begin(), other.end(), gone.begin(), gone.end());
                if (twin != other.end()) other.erase(twin, twin + static_cast<std::ptrdiff_t>(size));
            }
            const std::string wrong = tried();
            if (!wrong.empty() && kind_of(wrong) == kind_of(wrong_)) {
                wrong_ = wrong;
                return true;
            }
            sides_[0] = kept[0];
            sides_[1] = kept[1];
        }
        return false;
    }

    static void erase(Lines& lines, std::size_t at, std::size_t size) {
        lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at),
                    lines.begin() + static_cast<std::ptrdiff_t>(at + size));
    }

    std::vector<Lines> sides_;
    const bool foreign_keys_;
    std::string wrong_;
};

}  // namespace

ShrunkPair shrink(std::string before, std::string after, bool foreign_keys) {
    return Shrinker(before, after, foreign_keys).run();
}

}  // namespace varve::compiler::testing
