#pragma once

#include <optional>
#include <string>

namespace varve::detail {

/// Puts the question to whoever sits at the terminal and reads a line; nothing where the standard input is
/// none.
std::optional<std::string> ask_terminal(const std::string& question);

/// Whether the standard error is a terminal that a line can be overwritten on.
bool errors_reach_a_terminal();

/// Whether it is one, and its user does not ask for plain text (NO_COLOR, see no-color.org).
bool colours_are_wanted();

}  // namespace varve::detail
