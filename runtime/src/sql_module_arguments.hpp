#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "runtime/src/sql_tokens.hpp"

namespace varve::detail {

/// Where the arguments of CREATE VIRTUAL TABLE … USING module (…) stand: the indices of the two brackets.
struct ModuleArguments {
    std::size_t open;
    std::size_t close;
};

/// `tokens` begin with the statement; what follows its semicolon does not matter. Nothing where the statement
/// makes no virtual table or has no arguments.
std::optional<ModuleArguments> find_module_arguments(std::string_view text, std::span<const SqlToken> tokens);

/// The arguments as SQLite hands them to a module, joined by ", ": blanks at the ends of each go, a run of
/// blanks, line ends and comments within one becomes a blank, and where none stands none is put. Judges
/// nothing.
std::string join_module_arguments(std::string_view text, std::span<const SqlToken> tokens);

}  // namespace varve::detail
