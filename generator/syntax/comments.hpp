#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "generator/base/source_file.hpp"
#include "generator/syntax/token.hpp"

namespace varve::compiler {

/// A token, or a plain comment between two of them.
struct Piece {
    Token token;  ///< of a comment: its text with the slashes, and its place
    bool is_comment = false;
};

/// All tokens of a file, and the `//` comments that `lex` drops. The last is the token `end`.
std::vector<Piece> lex_with_comments(const SourceSet& sources, std::uint32_t file);

/// The plain comments alone, in the order of the file.
std::vector<Token> comments_of(const SourceSet& sources, std::uint32_t file);

}  // namespace varve::compiler
