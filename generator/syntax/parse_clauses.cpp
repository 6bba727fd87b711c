#include <algorithm>
#include <array>

#include "generator/base/letters.hpp"
#include "generator/base/schema_words.hpp"
#include "generator/base/suggest.hpp"
#include "generator/syntax/grammar.hpp"

namespace varve::compiler {

namespace {

constexpr std::array<std::string_view, 4> words_behind_a_key{"desc", "asc", "autoincrement", "not"};
constexpr std::array<std::string_view, 5> conflict_words{"rollback", "abort", "fail", "ignore", "replace"};

/// A modifier, or what was meant to be one.
bool resembles_modifier(std::string_view word) {
    if (is_reserved(word) || is_one_of(word, words_behind_a_key) || !instead_of(word).empty()) return true;
    return !nearest(word, reserved_words).empty() || !nearest(word, words_behind_a_key).empty();
}

}  // namespace

/// The name of a constraint, in front of its parentheses.
ast::Name Grammar::optional_name() {
    const Token& token = peek();
    if (!token.is(TokenKind::word) && !token.is(TokenKind::quoted)) return {};
    if (is_dialect(token.text)) return {};
    return new_name("a name");
}

/// The name of a constraint that has no parentheses. A misspelt modifier is not taken for one.
ast::Name Grammar::name_among_modifiers() {
    const Token& token = peek();
    const bool bare = token.is(TokenKind::word) && !resembles_modifier(token.text);
    if (!bare && !token.is(TokenKind::quoted)) return {};
    return expect_name("a name");
}

ast::Conflict Grammar::conflict_clause() {
    if (!peek().is_word("on") || !peek(1).is_word("conflict")) return {};
    const Span first = take().span;
    take();
    const Token& word = peek();
    if (!word.is(TokenKind::word) || !is_one_of(word.text, conflict_words))
        fail_expected("`rollback`, `abort`, `fail`, `ignore` or `replace`");
    const std::string conflict = upper_case(take().text);
    return {conflict, since(first)};
}

}  // namespace varve::compiler
