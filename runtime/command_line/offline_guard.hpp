#pragma once

#include <string>
#include <string_view>

namespace varve::detail {

/// SQL text in quotes.
std::string sql_text(std::string_view value);

/// Statements that stop the script, saying `message`, unless the condition holds: the shell tells the name of
/// a constraint that failed, and ends.
std::string guard(std::string_view condition, std::string_view message);

}  // namespace varve::detail
