#include "generator/syntax/brackets.hpp"

#include <string>

#include "generator/base/schema_words.hpp"

namespace varve::compiler {

namespace {

/// Deeper SQL than this is refused here, with a caret, and not by SQLite's parser or a stack.
constexpr std::size_t deepest = 100;

std::size_t past(std::string_view text, std::string_view closing, std::size_t from) {
    const std::size_t at = text.find(closing, from);
    return at == std::string_view::npos ? text.size() : at + closing.size();
}

char closing_of(char opening) {
    if (opening == '(') return ')';
    if (opening == '{') return '}';
    return opening == '[' ? ']' : opening;
}

/// Past `$tag$ … $tag$`; `at` itself where no such quote begins.
std::size_t skip_dollars(std::string_view text, std::size_t at) {
    const std::size_t mark = text.find('$', at + 1);
    if (mark == std::string_view::npos) return at;
    const std::string_view tag = text.substr(at, mark + 1 - at);
    if (tag.size() > 2 && !is_identifier(tag.substr(1, tag.size() - 2))) return at;
    return past(text, tag, mark + 1);
}

/// Past a quote or comment that begins at `at`; `at` itself where none does. A doubled quote is two quotes
/// side by side.
std::size_t skip_opaque(std::string_view text, std::size_t at) {
    const char c = text[at];
    if (c == '\'' || c == '"' || c == '`' || c == '[')
        return past(text, std::string(1, closing_of(c)), at + 1);
    if (text.substr(at, 2) == "--") return past(text, "\n", at);
    if (text.substr(at, 2) == "/*") return past(text, "*/", at + 2);
    return at;
}

}  // namespace

BracketScan scan_brackets(std::string_view text, std::size_t open, SqlDialect dialect) {
    std::string expected;
    for (std::size_t at = open; at < text.size();) {
        const bool dollar = dialect == SqlDialect::postgres && text[at] == '$';
        const std::size_t skipped = dollar ? skip_dollars(text, at) : skip_opaque(text, at);
        if (skipped != at) {
            at = skipped;
            continue;
        }
        const char c = text[at++];
        if (c == '(' || c == '{') {
            if (expected.size() == deepest) return {at, TokenProblem::nesting};
            expected += closing_of(c);
        } else if (c == ')' || c == '}') {
            if (c != expected.back()) return {at, TokenProblem::bracket};
            expected.pop_back();
            if (expected.empty()) return {at, TokenProblem::none};
        }
    }
    return {text.size(), TokenProblem::bracket};
}

}  // namespace varve::compiler
