#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/src/sql_tokens.hpp"

namespace varve::detail {

/// A token of a CREATE statement in the normal form of structures, and as it was written.
struct NormalToken {
    SqlTokenKind kind;
    std::string text;
    std::string_view raw;  ///< refers to the text that was read
};

/// Directives are comments here and semicolons at the end go. Never fails: an invalid token (a newer SQLite's
/// syntax) stays as it is. The arguments of a virtual table's module are one token.
std::vector<NormalToken> normal_tokens(std::string_view text);

/// The tokens' texts with one space between each two.
std::string join_tokens(std::span<const NormalToken> tokens);

/// The name bare where it is a plain identifier and no keyword, else in double quotes.
std::string normal_name(std::string_view name);

}  // namespace varve::detail
