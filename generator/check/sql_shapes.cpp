#include "generator/check/sql_shapes.hpp"

#include <algorithm>
#include <array>

#include "generator/base/letters.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {

namespace {

using Kind = detail::SqlTokenKind;
using Tokens = std::vector<detail::SqlToken>;

/// What cannot be a word of a type, because it begins what may follow one.
constexpr std::array<std::string_view, 12> words_behind_a_type{
    "CONSTRAINT", "PRIMARY", "NOT",        "NULL",      "UNIQUE", "CHECK",
    "DEFAULT",    "COLLATE", "REFERENCES", "GENERATED", "AS",     "DEFERRABLE"};
constexpr std::array<std::string_view, 3> clocks{"CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME"};

std::string_view text_of(std::string_view text, const detail::SqlToken& token) {
    return text.substr(token.begin, token.end - token.begin);
}

/// A comment in a type would hide what follows it.
bool holds_comment(std::string_view text, const Tokens& tokens) {
    std::size_t end = 0;
    const auto is_gap = [&](std::size_t next) {
        return text.substr(end, next - end).find_first_not_of(" \t\r\n") == std::string_view::npos;
    };
    for (const detail::SqlToken& token : tokens) {
        if (!is_gap(token.begin)) return true;
        end = token.end;
    }
    return !is_gap(text.size());
}

bool is_type_word(std::string_view text, const detail::SqlToken& token) {
    if (token.kind == Kind::quoted || token.kind == Kind::string) return true;
    return token.kind == Kind::word && !is_one_of(upper_case(text_of(text, token)), words_behind_a_type);
}

/// `(10)`, `(10, -2)`.
bool is_type_length(std::string_view text, const Tokens& tokens, std::size_t at) {
    const auto accept = [&](std::string_view sign) {
        const bool there = at < tokens.size() && text_of(text, tokens[at]) == sign;
        if (there) ++at;
        return there;
    };
    const auto number = [&] {
        if (!accept("-")) accept("+");
        return at < tokens.size() && tokens[at++].kind == Kind::number;
    };
    if (!accept("(") || !number()) return false;
    if (accept(",") && !number()) return false;
    return accept(")") && at == tokens.size();
}

/// `(…)` from the first token to the last.
bool is_group(std::string_view sql, const Tokens& tokens) {
    int depth = 0;
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        const std::string_view sign = text_of(sql, tokens[at]);
        if (sign == "(") ++depth;
        if (sign == ")") --depth;
        if (depth == 0) return at > 0 && at + 1 == tokens.size();
    }
    return false;
}

bool is_term(const detail::SqlToken& token) {
    return token.kind == Kind::word || token.kind == Kind::quoted || token.kind == Kind::string ||
           token.kind == Kind::blob || token.kind == Kind::number;
}

}  // namespace

bool is_type_name(std::string_view text) {
    const Tokens tokens = detail::sql_tokens(text);
    if (holds_comment(text, tokens)) return false;
    std::size_t words = 0;
    while (words < tokens.size() && is_type_word(text, tokens[words]))
        ++words;
    if (words == tokens.size()) return true;
    return words > 0 && is_type_length(text, tokens, words);
}

bool is_default(std::string_view sql) {
    const Tokens tokens = detail::sql_tokens(sql);
    if (tokens.empty()) return false;
    if (text_of(sql, tokens.front()) == "(") return is_group(sql, tokens);
    const std::string_view first = text_of(sql, tokens.front());
    const std::size_t signs = first == "+" || first == "-" ? 1 : 0;
    return tokens.size() == signs + 1 && is_term(tokens.back());
}

bool is_number(std::string_view text) {
    const auto digits = [&] {
        const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
        text.remove_prefix(count);
        return count > 0;
    };
    const auto skip = [&](std::string_view any_of) {
        const bool there = !text.empty() && any_of.find(text.front()) != std::string_view::npos;
        if (there) text.remove_prefix(1);
        return there;
    };
    skip("-");
    if (!digits()) return false;
    if (skip(".")) digits();
    if (skip("eE")) {
        skip("+-");
        if (!digits()) return false;
    }
    return text.empty();
}

bool is_string(std::string_view sql) {
    const Tokens tokens = detail::sql_tokens(sql);
    return tokens.size() == 1 && tokens[0].kind == Kind::string && tokens[0].end == sql.size() &&
           sql.front() == '\'' && sql.find('\n') == std::string_view::npos;
}

SqlText with_keyword(SqlText sql) {
    std::string upper = upper_case(sql);
    return upper == "NULL" || is_one_of(upper, clocks) ? upper : sql;
}

bool is_clock(std::string_view sql) {
    return is_one_of(sql, clocks);
}

}  // namespace varve::compiler
