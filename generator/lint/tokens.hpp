#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {

/// A piece of SQL, token by token. Refers to the text.
class Tokens {
public:
    explicit Tokens(std::string_view sql) : sql_(sql), tokens_(detail::sql_tokens(sql)) {}

    std::size_t size() const { return tokens_.size(); }
    detail::SqlTokenKind kind(std::size_t at) const { return tokens_[at].kind; }
    std::size_t begin(std::size_t at) const { return tokens_[at].begin; }
    std::size_t end(std::size_t at) const { return tokens_[at].end; }

    /// As it was written; "" outside of the text.
    std::string_view text(std::size_t at) const;
    /// In lower case, quotes and all; "" outside of the text.
    std::string at(std::size_t at) const;
    std::string before(std::size_t at) const { return at == 0 ? "" : this->at(at - 1); }
    /// What it is as a name: in lower case without quotes. "" for what is no word.
    std::string name(std::size_t at) const;

    bool is(std::size_t at, std::string_view word) const { return this->at(at) == word; }
    /// The first token from there on that is the word; `size()` where none is.
    std::size_t find(std::string_view word, std::size_t from = 0) const;
    bool has(std::string_view word) const { return find(word) != size(); }

private:
    std::string_view sql_;
    std::vector<detail::SqlToken> tokens_;
};

/// The place of a `*` that stands for all columns; `size()` where there is none. `count(*)` is none, nor is a
/// product.
std::size_t find_star(const Tokens& tokens);

}  // namespace varve::compiler
