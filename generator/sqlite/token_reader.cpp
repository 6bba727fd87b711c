#include "generator/sqlite/token_reader.hpp"

#include "generator/sqlite/as_written.hpp"
#include "runtime/src/sql_statement.hpp"

namespace varve::compiler::sqlite {

TokenReader::TokenReader(std::string_view text) : text_(text) {
    detail::StatementEnd end;
    for (const detail::SqlToken& token : detail::sql_tokens(text)) {
        if (token.kind == detail::SqlTokenKind::directive) continue;
        if (end.feed(token, text.substr(token.begin, token.end - token.begin))) break;
        tokens_.push_back(token);
    }
    kept_.resize(tokens_.size());
}

std::string_view TokenReader::peek(std::size_t ahead) const {
    if (at_ + ahead >= tokens_.size()) return {};
    const detail::SqlToken& token = tokens_[at_ + ahead];
    return text_.substr(token.begin, token.end - token.begin);
}

bool TokenReader::is(std::string_view word, std::size_t ahead) const {
    return detail::equal_ignoring_case(peek(ahead), word);
}

bool TokenReader::accept(std::string_view word) {
    const bool found = !at_end() && is(word);
    if (found) ++at_;
    return found;
}

std::string TokenReader::name() {
    std::string found = detail::unquote(peek());
    skip();
    return found;
}

std::string TokenReader::qualified_name() {
    std::string found = name();
    return accept(".") ? name() : found;
}

std::string TokenReader::between(std::size_t first, std::size_t last) const {
    if (first >= last) return {};
    const std::size_t begin = tokens_[first].begin;
    return as_written(text_.substr(begin, tokens_[last - 1].end - begin));
}

std::string TokenReader::keep(std::size_t first) {
    for (std::size_t token = first + 1; token < at_; ++token)
        kept_[token] = true;
    return between(first, at_);
}

void TokenReader::skip_group() {
    int depth = 0;
    do {
        if (is("(")) ++depth;
        if (is(")")) --depth;
        skip();
    } while (depth > 0 && !at_end());
}

std::string TokenReader::group() {
    const std::size_t first = at_;
    skip_group();
    return keep(first);
}

std::vector<std::string> TokenReader::names() {
    std::vector<std::string> found;
    accept("(");
    while (!at_end() && !accept(")")) {
        found.push_back(name());
        while (!at_end() && !is(",") && !is(")"))
            skip();
        accept(",");
    }
    return found;
}

std::string TokenReader::term() {
    const std::size_t first = at_;
    while (!at_end() && !is(",") && !is(")") && !is("AUTOINCREMENT")) {
        if (is("("))
            skip_group();
        else
            skip();
    }
    return keep(first);
}

std::string TokenReader::rest() {
    const std::size_t first = at_;
    at_ = tokens_.size();
    return keep(first);
}

std::string_view TokenReader::gap_before(std::size_t token) const {
    const std::size_t begin = token == 0 ? 0 : tokens_[token - 1].end;
    const std::size_t end = token < tokens_.size() ? tokens_[token].begin : begin;
    return text_.substr(begin, end - begin);
}

}  // namespace varve::compiler::sqlite
