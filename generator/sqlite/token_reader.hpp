#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler::sqlite {

/// Walks over the tokens of one statement that SQLite has accepted, so that nothing needs to be diagnosed.
class TokenReader {
public:
    explicit TokenReader(std::string_view text) : text_(text), tokens_(detail::sql_tokens(text)) {}

    bool at_end() const { return at_ == tokens_.size(); }
    /// The bytes of the token `ahead` of the next one; "" behind the last.
    std::string_view peek(std::size_t ahead = 0) const;
    /// Whether the next token is this word, unquoted, or this operator.
    bool is(std::string_view word) const;
    bool accept(std::string_view word);
    void skip() { at_ += at_end() ? 0 : 1; }
    /// The next token as a name, without quotes.
    std::string name();
    /// The bracketed group that comes next, with its brackets, as a normalised fragment.
    std::string group();
    /// `( "a", "b" )` as names.
    std::vector<std::string> names();
    /// Everything up to a comma or bracket of this level, or the end.
    std::string until_comma();
    std::string rest();

private:
    std::string between(std::size_t first, std::size_t last) const;
    void skip_group();

    std::string_view text_;
    std::vector<detail::SqlToken> tokens_;
    std::size_t at_ = 0;
};

}  // namespace varve::compiler::sqlite
