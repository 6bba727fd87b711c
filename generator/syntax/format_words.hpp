#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "generator/syntax/token.hpp"

namespace varve::compiler::layout {

/// Whether the words are a table's column, and not another item of it.
bool is_column(const std::vector<Token>& tokens);

/// The tokens of a column's modifiers in their one order.
std::vector<Token> in_order(const std::vector<Token>& modifiers);

/// What the tokens of a line are: `unique (a)` is an item's list of names, `unique check (a)` holds a
/// modifier's SQL.
enum class Words : std::uint8_t { item, modifiers };

/// Tokens as they stand on one line. Lists of names are spaced anew; SQL stays as it is.
std::string joined(const std::vector<Token>& tokens, Words words = Words::item);

/// `text(20)?`: a type, as far as it goes from `first`; `past` is set behind it.
std::string type_text(const std::vector<Token>& tokens, std::size_t first, std::size_t& past);

/// In code points, as editors count columns.
std::size_t width_of(std::string_view text);

std::string padded(std::string text, std::size_t width);

}  // namespace varve::compiler::layout
