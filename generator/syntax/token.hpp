#pragma once

#include <cstdint>
#include <string_view>

#include "generator/base/span.hpp"

namespace varve::compiler {

enum class TokenKind : std::uint8_t {
    word,     ///< bare ASCII identifier or keyword
    quoted,   ///< "…": a name, or a text
    string,   ///< '…'
    number,   ///< digits, dots and letters that begin with a digit: 320, 3.37, 1e-3
    group,    ///< `(…)` as a whole: its inside is SQL, or a list of names
    body,     ///< `{…}` behind the word `sql`, or a dialect's
    punct,    ///< { } , . ; ? = := -> >= -
    newline,  ///< ends an item
    doc,      ///< `/// …`: the text behind the slashes
    bad,      ///< `problem` says why
    end,
};

enum class TokenProblem : std::uint8_t { none, character, quote, bracket, nesting };

/// One token. `text` is the source text of `span` (for a doc: what the comment says) and lives as long as the
/// source.
struct Token {
    TokenKind kind = TokenKind::end;
    std::string_view text;
    Span span;
    TokenProblem problem = TokenProblem::none;

    bool is(TokenKind other) const { return kind == other; }
    bool is_punct(std::string_view sign) const { return kind == TokenKind::punct && text == sign; }
    bool is_word(std::string_view word) const { return kind == TokenKind::word && text == word; }
};

}  // namespace varve::compiler
