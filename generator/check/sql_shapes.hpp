#pragma once

#include <string_view>

#include "generator/model/schema.hpp"

namespace varve::compiler {

/// Whether SQLite reads the text as the type of a column: words, then one or two numbers in parentheses.
/// The empty text is no type at all, which is good, too.
bool is_type_name(std::string_view text);

/// Whether the text, spaced as the model has it, is what DEFAULT takes: one literal or name, a signed
/// literal, or an expression in parentheses.
bool is_default(std::string_view sql);

/// A number as the language writes one, with or without a minus.
bool is_number(std::string_view text);

/// `'it''s'` and nothing else, on one line.
bool is_string(std::string_view sql);

/// NULL, CURRENT_TIMESTAMP, CURRENT_DATE and CURRENT_TIME, which SQLite knows in any case, in upper case; any
/// other text as it is.
SqlText with_keyword(SqlText sql);

/// CURRENT_TIMESTAMP, CURRENT_DATE, CURRENT_TIME.
bool is_clock(std::string_view sql);

}  // namespace varve::compiler
