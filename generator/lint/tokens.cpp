#include "generator/lint/tokens.hpp"

#include "runtime/src/catalog.hpp"

namespace varve::compiler {

std::string_view Tokens::text(std::size_t at) const {
    return at < size() ? sql_.substr(begin(at), end(at) - begin(at)) : std::string_view();
}

std::string Tokens::at(std::size_t at) const {
    return detail::fold(text(at));
}

std::string Tokens::name(std::size_t at) const {
    using Kind = detail::SqlTokenKind;
    const bool is_name = at < size() && (kind(at) == Kind::word || kind(at) == Kind::quoted);
    return is_name ? detail::fold(detail::unquote(text(at))) : std::string();
}

std::size_t Tokens::find(std::string_view word, std::size_t from) const {
    while (from < size() && !is(from, word))
        ++from;
    return from < size() ? from : size();
}

std::size_t find_star(const Tokens& tokens) {
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        if (!tokens.is(at, "*")) continue;
        const std::string before = tokens.before(at);
        for (const std::string_view word : {"select", "distinct", "all", ".", ","})
            if (before == word) return at;
    }
    return tokens.size();
}

}  // namespace varve::compiler
