#include "generator/syntax/comments.hpp"

#include "generator/syntax/lexer.hpp"

namespace varve::compiler {

namespace {

/// What stands between two tokens is blank, or blank and one comment: a line's end is a token of its own.
void add_comment(std::string_view text, std::uint32_t file, std::size_t begin, std::size_t end,
                 std::vector<Piece>& pieces) {
    const std::string_view gap = text.substr(begin, end - begin);
    const std::size_t slashes = gap.find("//");
    if (slashes == std::string_view::npos) return;
    std::string_view said = gap.substr(slashes);
    said = said.substr(0, said.find_last_not_of(" \t\r") + 1);
    Token comment;
    comment.text = said;
    comment.span = {file, static_cast<std::uint32_t>(begin + slashes),
                    static_cast<std::uint32_t>(begin + slashes + said.size())};
    pieces.push_back({comment, true});
}

}  // namespace

std::vector<Piece> lex_with_comments(const SourceSet& sources, std::uint32_t file) {
    const std::string_view text = sources[file].text();
    std::vector<Piece> pieces;
    std::size_t past = 0;
    for (const Token& token : lex(sources, file)) {
        add_comment(text, file, past, token.span.begin, pieces);
        pieces.push_back({token, false});
        past = token.span.end;
    }
    return pieces;
}

std::vector<Token> comments_of(const SourceSet& sources, std::uint32_t file) {
    std::vector<Token> comments;
    for (const Piece& piece : lex_with_comments(sources, file))
        if (piece.is_comment) comments.push_back(piece.token);
    return comments;
}

}  // namespace varve::compiler
