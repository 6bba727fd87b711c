#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "generator/syntax/token.hpp"

namespace varve::compiler {

/// Where a bracketed SQL text ends, or why it does not.
struct BracketScan {
    std::size_t end = 0;  ///< past the closing bracket
    TokenProblem problem = TokenProblem::none;
};

/// Whose quotes and comments hide brackets. PostgreSQL has all of SQLite's that matter here, and `$tag$ …
/// $tag$`.
enum class SqlDialect : std::uint8_t { sqlite, postgres };

/// Reads from the bracket at `open` to the one that closes it. Brackets inside SQL's quotes and comments do
/// not count.
BracketScan scan_brackets(std::string_view text, std::size_t open, SqlDialect dialect = SqlDialect::sqlite);

}  // namespace varve::compiler
