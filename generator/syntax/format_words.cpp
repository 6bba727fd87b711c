#include "generator/syntax/format_words.hpp"

#include <algorithm>
#include <array>

#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler::layout {

namespace {

/// A modifier begins with its word; so many tokens behind that belong to it whatever they are. What follows
/// belongs to it, too, up to the word that begins another.
struct Modifier {
    std::string_view word;
    std::size_t operands;
};

/// The one order of a column's modifiers.
constexpr std::array<Modifier, 14> modifiers{{
    {"sqltype", 1},
    {"primary", 1},
    {"not", 1},
    {"unique", 0},
    {"collate", 1},
    {"=", 1},
    {":=", 1},
    {"->", 1},
    {"check", 0},
    {"as", 1},
    {"lazy", 0},
    {"was", 1},
    {"convert", 1},
    {"fill", 1},
}};

constexpr std::array<std::string_view, 6> item_words{"primary", "unique", "check", "index", "foreign", "on"};

std::size_t rank_of(const Token& token) {
    if (!token.is(TokenKind::word) && !token.is(TokenKind::punct)) return modifiers.size();
    const auto found = std::find_if(modifiers.begin(), modifiers.end(),
                                    [&](const Modifier& each) { return each.word == token.text; });
    return static_cast<std::size_t>(found - modifiers.begin());
}

/// Past the modifier that begins at `at`.
std::size_t end_of_run(const std::vector<Token>& tokens, std::size_t at) {
    const std::size_t rank = rank_of(tokens[at]);
    std::size_t end = at + 1 + (rank < modifiers.size() ? modifiers[rank].operands : 0);
    while (end < tokens.size() && rank_of(tokens[end]) == modifiers.size())
        end += tokens[end].is_punct(".") ? 2 : 1;
    return std::min(end, tokens.size());
}

/// `(a, b desc)` from `( a,b  desc )`. A list that holds a comment stays as it is.
std::string list_text(std::string_view group) {
    const std::vector<detail::SqlToken> tokens = detail::sql_tokens(group);
    std::string out;
    int depth = 0;
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        const std::string_view text = group.substr(tokens[at].begin, tokens[at].end - tokens[at].begin);
        const std::size_t before = at == 0 ? 0 : tokens[at - 1].end;
        const std::string_view gap = group.substr(before, tokens[at].begin - before);
        if (gap.find_first_not_of(" \t\r\n") != std::string_view::npos) return std::string(group);
        const bool call = text == "(" && gap.empty() && !out.ends_with(',');
        if (depth > 1)
            out += gap;
        else if (depth == 1 && at > 1 && text != "," && text != ")" && !call)
            out += ' ';
        if (text == "(") ++depth;
        if (text == ")") --depth;
        out += text;
    }
    return out;
}

/// Where a list of names stands, and no SQL. Among the modifiers of a column it is what is referred to,
/// alone.
bool is_list(const std::vector<Token>& tokens, std::size_t at, Words words) {
    if (at > 1 && (tokens[at - 2].is_punct("->") || tokens[at - 2].is_word("over"))) return true;
    if (words == Words::modifiers) return false;
    const Token& first = tokens.front();
    const bool keys = first.is_word("primary") || first.is_word("unique") || first.is_word("index") ||
                      first.is_word("foreign");
    const auto is_group = [](const Token& token) { return token.is(TokenKind::group); };
    return keys && std::none_of(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(at), is_group);
}

/// `requires function name (1)`
bool is_arity(const std::vector<Token>& tokens, std::size_t at) {
    return at == 3 && tokens[0].is_word("requires") && tokens[1].is_word("function");
}

std::string without_blanks(std::string_view text) {
    std::string out;
    for (const char c : text)
        if (c != ' ' && c != '\t') out += c;
    return out;
}

bool stands_close(const Token& before, const Token& token) {
    if (token.is_punct(",") || token.is_punct(".") || token.is_punct("?")) return true;
    return before.is_punct(".") || (before.is_punct("-") && token.is(TokenKind::number));
}

}  // namespace

bool is_column(const std::vector<Token>& tokens) {
    return !tokens.empty() &&
           !(tokens.front().is(TokenKind::word) &&
             std::find(item_words.begin(), item_words.end(), tokens.front().text) != item_words.end());
}

std::vector<Token> in_order(const std::vector<Token>& tokens) {
    struct Run {
        std::size_t rank, begin, end;
    };
    std::vector<Run> runs;
    for (std::size_t at = 0; at < tokens.size();) {
        const std::size_t end = end_of_run(tokens, at);
        runs.push_back({rank_of(tokens[at]), at, end});
        at = end;
    }
    std::stable_sort(runs.begin(), runs.end(), [](const Run& a, const Run& b) { return a.rank < b.rank; });
    std::vector<Token> ordered;
    for (const Run& run : runs)
        ordered.insert(ordered.end(), tokens.begin() + static_cast<std::ptrdiff_t>(run.begin),
                       tokens.begin() + static_cast<std::ptrdiff_t>(run.end));
    return ordered;
}

std::string type_text(const std::vector<Token>& tokens, std::size_t first, std::size_t& past) {
    past = first;
    if (past >= tokens.size()) return "";
    std::string out(tokens[past++].text);
    if (past < tokens.size() && tokens[past].is(TokenKind::group)) out += without_blanks(tokens[past++].text);
    if (past < tokens.size() && tokens[past].is_punct("?")) out += tokens[past++].text;
    return out;
}

std::string joined(const std::vector<Token>& tokens, Words words) {
    const bool names_type = tokens.size() > 3 && tokens[0].is_word("type") && tokens[2].is_punct("=");
    std::string out;
    for (std::size_t at = 0; at < tokens.size();) {
        if (at > 0 && !stands_close(tokens[at - 1], tokens[at])) out += ' ';
        if (names_type && at == 3) {
            out += type_text(tokens, at, at);
            continue;
        }
        const bool list =
            tokens[at].is(TokenKind::group) && (is_list(tokens, at, words) || is_arity(tokens, at));
        out += list ? list_text(tokens[at].text) : std::string(tokens[at].text);
        ++at;
    }
    return out;
}

std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string padded(std::string text, std::size_t width) {
    const std::size_t wide = width_of(text);
    return wide < width ? text + std::string(width - wide, ' ') : text;
}

}  // namespace varve::compiler::layout
