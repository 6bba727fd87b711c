#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace varve::compiler {

/// ASCII letters alone, as SQLite folds keywords.
std::string upper_case(std::string_view text);
std::string lower_case(std::string_view text);

template <typename Words>
bool is_one_of(std::string_view word, const Words& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace varve::compiler
