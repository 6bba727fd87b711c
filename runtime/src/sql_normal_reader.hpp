#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "runtime/src/sql_normal_tokens.hpp"

namespace varve::detail {

/// Walks over the normal tokens of a statement that SQLite has accepted. Where they turn out to be something
/// else the reader fails, and from then on is at its end, so that no loop needs to look for it.
class NormalReader {
public:
    explicit NormalReader(std::span<const NormalToken> tokens) : tokens_(tokens) {}

    bool failed() const { return failed_; }
    bool at_end() const { return at_ == tokens_.size(); }
    std::size_t position() const { return at_; }
    std::span<const NormalToken> since(std::size_t first) const {
        return failed_ ? std::span<const NormalToken>{} : tokens_.subspan(first, at_ - first);
    }

    /// The text of the token `ahead` of the next one; "" behind the last.
    std::string_view peek(std::size_t ahead = 0) const;
    /// Whether the next token is this keyword, which no name equals, or this operator.
    bool is(std::string_view word, std::size_t ahead = 0) const { return peek(ahead) == word; }
    /// Whether the next token is this word, quoted or not and in whatever case.
    bool is_word(std::string_view word) const;
    bool accept(std::string_view word);
    void expect(std::string_view word);
    /// Takes one token; fails at the end.
    const NormalToken& take();
    /// The next token as a name in normal form; SQLite takes strings for names too.
    std::string name();
    /// The bracketed group that comes next, with its brackets.
    std::string group();
    /// Steps over tokens and groups until one of this level is a comma, a closing bracket or the end.
    void skip_to_comma();
    std::string rest();
    void fail();

private:
    void skip_group();

    std::span<const NormalToken> tokens_;
    std::size_t at_ = 0;
    bool failed_ = false;
};

}  // namespace varve::detail
