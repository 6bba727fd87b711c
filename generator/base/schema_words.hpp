#pragma once

#include <array>
#include <string>
#include <string_view>

namespace varve::compiler {

/// Words that begin an item or a modifier of a table: as names they are quoted.
inline constexpr std::array<std::string_view, 14> reserved_words{
    "primary", "unique", "check",   "index", "foreign", "on",      "collate",
    "was",     "fill",   "convert", "lazy",  "as",      "sqltype", "deferrable",
};

/// Words that begin SQL of one target alone. A column may have their name, a constraint may not.
inline constexpr std::array<std::string_view, 2> dialect_words{"sqlite", "postgres"};

bool is_reserved(std::string_view word);  ///< of either kind
bool is_dialect(std::string_view word);

/// A bare name of the language: `[A-Za-z_][A-Za-z0-9_]*`.
bool is_identifier(std::string_view text);

/// A name as a schema writes it: bare where it can be, else in double quotes.
std::string name_in_schema(std::string_view name);
std::string in_double_quotes(std::string_view text);

/// A number without the signs that part its digits: `1_000` is 1000. One that stands elsewhere stays.
std::string without_separators(std::string_view number);

/// The way out for a word that SQL has and the language says otherwise (`not`, `default`); "" for others.
std::string_view instead_of(std::string_view sql_word);

}  // namespace varve::compiler
