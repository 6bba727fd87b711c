#include "generator/syntax/brackets.hpp"

#include <string>

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

BracketScan scan_brackets(std::string_view text, std::size_t open) {
    std::string expected;
    for (std::size_t at = open; at < text.size();) {
        const std::size_t skipped = skip_opaque(text, at);
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
