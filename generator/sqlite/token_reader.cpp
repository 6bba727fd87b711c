#include "generator/sqlite/token_reader.hpp"

namespace varve::compiler::sqlite {

namespace {

bool same_word(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i != a.size(); ++i) {
        const char upper = a[i] >= 'a' && a[i] <= 'z' ? static_cast<char>(a[i] - 'a' + 'A') : a[i];
        if (upper != b[i]) return false;
    }
    return true;
}

}  // namespace

std::string_view TokenReader::peek(std::size_t ahead) const {
    if (at_ + ahead >= tokens_.size()) return {};
    const detail::SqlToken& token = tokens_[at_ + ahead];
    return text_.substr(token.begin, token.end - token.begin);
}

bool TokenReader::is(std::string_view word) const {
    return same_word(peek(), word);
}

bool TokenReader::accept(std::string_view word) {
    const bool found = is(word);
    if (found) ++at_;
    return found;
}

std::string TokenReader::name() {
    std::string found = detail::unquote(peek());
    skip();
    return found;
}

std::string TokenReader::between(std::size_t first, std::size_t last) const {
    if (first == last) return {};
    const std::size_t begin = tokens_[first].begin;
    return detail::normalise_fragment(text_.substr(begin, tokens_[last - 1].end - begin));
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
    return between(first, at_);
}

std::vector<std::string> TokenReader::names() {
    std::vector<std::string> found;
    skip();
    while (!at_end() && !accept(")")) {
        found.push_back(name());
        accept(",");
    }
    return found;
}

std::string TokenReader::until_comma() {
    const std::size_t first = at_;
    while (!at_end() && !is(",") && !is(")")) {
        if (is("("))
            skip_group();
        else
            skip();
    }
    return between(first, at_);
}

std::string TokenReader::rest() {
    const std::size_t first = at_;
    at_ = tokens_.size();
    return between(first, at_);
}

}  // namespace varve::compiler::sqlite
