#include "runtime/src/sql_normal_reader.hpp"

#include "runtime/src/sql_chars.hpp"

namespace varve::detail {

std::string_view NormalReader::peek(std::size_t ahead) const {
    return at_ + ahead < tokens_.size() ? std::string_view(tokens_[at_ + ahead].text) : std::string_view{};
}

bool NormalReader::is_word(std::string_view word) const {
    return !at_end() && equal_ignoring_case(unquote(tokens_[at_].raw), word);
}

bool NormalReader::accept(std::string_view word) {
    const bool found = is(word);
    if (found) ++at_;
    return found;
}

void NormalReader::expect(std::string_view word) {
    if (!accept(word)) fail();
}

const NormalToken& NormalReader::take() {
    static const NormalToken nothing{SqlTokenKind::invalid, {}, {}};
    if (at_end()) return fail(), nothing;
    return tokens_[at_++];
}

std::string NormalReader::name() {
    const NormalToken& token = take();
    switch (token.kind) {
        case SqlTokenKind::word:
        case SqlTokenKind::quoted:
        case SqlTokenKind::string:
            return normal_name(unquote(token.raw));
        default:
            return fail(), std::string();
    }
}

void NormalReader::skip_group() {
    int depth = 0;
    do {
        if (is("(")) ++depth;
        if (is(")")) --depth;
        take();
    } while (depth > 0 && !failed_);
}

std::string NormalReader::group() {
    if (!is("(")) return fail(), std::string();
    const std::size_t first = at_;
    skip_group();
    return join_tokens(since(first));
}

void NormalReader::skip_to_comma() {
    while (!at_end() && !is(",") && !is(")")) {
        if (is("("))
            skip_group();
        else
            ++at_;
    }
}

std::string NormalReader::rest() {
    const std::size_t first = at_;
    at_ = tokens_.size();
    return join_tokens(since(first));
}

void NormalReader::fail() {
    failed_ = true;
    at_ = tokens_.size();
}

}  // namespace varve::detail
