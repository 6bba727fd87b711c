#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace varve::compiler {

/// A C++ string literal for any bytes: raw when that is readable and safe, escaped otherwise.
std::string cpp_literal(std::string_view text);

/// The same text as lines of a raw or escaped literal, each its own string literal, to be written one below
/// the other.
std::vector<std::string> cpp_literal_lines(std::string_view text);

/// A name in SQL's double quotes.
std::string quote_sql(std::string_view name);

/// Text for a `//` comment: one line a line, nothing that could end or continue the comment.
std::vector<std::string> comment_lines(std::string_view doc);

}  // namespace varve::compiler
