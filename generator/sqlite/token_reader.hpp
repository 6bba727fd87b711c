#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler::sqlite {

/// Walks over the tokens of one statement that SQLite has accepted, so that nothing needs to be diagnosed. It
/// ends at the statement's semicolon: what a forged sqlite_schema holds behind it is never read.
class TokenReader {
public:
    explicit TokenReader(std::string_view text);

    bool at_end() const { return at_ == tokens_.size(); }
    std::size_t position() const { return at_; }
    std::size_t size() const { return tokens_.size(); }
    /// The bytes of the token `ahead` of the next one; "" behind the last.
    std::string_view peek(std::size_t ahead = 0) const;
    /// Whether the next token is this word, unquoted, or this operator.
    bool is(std::string_view word, std::size_t ahead = 0) const;
    bool accept(std::string_view word);
    void skip() { at_ += at_end() ? 0 : 1; }
    /// The next token as a name, without quotes.
    std::string name();
    /// The same where `schema.` may stand before it.
    std::string qualified_name();
    /// The bracketed group that comes next, with its brackets, as it was written.
    std::string group();
    /// Goes behind the bracketed group that comes next.
    void skip_group();
    /// `( "a", "b" )` as names.
    std::vector<std::string> names();
    /// Everything up to a comma or bracket of this level, the word AUTOINCREMENT, or the end.
    std::string term();
    std::string rest();
    /// The tokens from `first` up to, not including, `last`, as they were written.
    std::string between(std::size_t first, std::size_t last) const;

    /// The bytes between a token and the one before it: white space and comments.
    std::string_view gap_before(std::size_t token) const;
    /// Whether the gap was taken over as part of a piece of SQL, comments and all.
    bool is_kept(std::size_t token) const { return kept_[token]; }

private:
    std::string keep(std::size_t first);

    std::string_view text_;
    std::vector<detail::SqlToken> tokens_;
    std::vector<bool> kept_;
    std::size_t at_ = 0;
};

}  // namespace varve::compiler::sqlite
