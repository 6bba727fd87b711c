#pragma once

#include <optional>
#include <string>

namespace varve::detail {

/// Puts the question to whoever sits at the terminal and reads a line; nothing where the standard input is
/// none.
std::optional<std::string> ask_terminal(const std::string& question);

}  // namespace varve::detail
