#include "runtime/src/sql_normal_tokens.hpp"

#include <optional>

#include "runtime/src/sql_chars.hpp"
#include "runtime/src/sql_module_arguments.hpp"
#include "runtime/src/sql_names.hpp"

namespace varve::detail {
namespace {

using Kind = SqlTokenKind;

/// Whether the name, without quotes, is lexed as one word and means itself: `true` and `false` do not.
bool is_plain_name(std::string_view name) {
    if (name.empty() || is_digit(name[0]) || name[0] == '$' || name.substr(0, 3) == byte_order_mark)
        return false;
    for (const char c : name) {
        if (!is_identifier_byte(c)) return false;
    }
    return !is_sql_keyword(name) && !equal_ignoring_case(name, "true") && !equal_ignoring_case(name, "false");
}

std::string normal_word(std::string_view word) {
    std::string text(word);
    if (!is_sql_keyword(word)) return text;
    for (char& c : text)
        c = ascii_upper(c);
    return text;
}

std::string normal_text(Kind kind, std::string_view raw, bool is_name) {
    if (kind == Kind::quoted || is_name) return normal_name(unquote(raw));
    return kind == Kind::word ? normal_word(raw) : std::string(raw);
}

}  // namespace

std::string normal_name(std::string_view name) {
    if (is_plain_name(name)) return std::string(name);
    std::string quoted = "\"";
    for (const char c : name) {
        if (c == '"') quoted.push_back('"');
        quoted.push_back(c);
    }
    return quoted + '"';
}

std::vector<NormalToken> normal_tokens(std::string_view text) {
    std::vector<SqlToken> tokens = sql_tokens(text);
    std::erase_if(tokens, [](const SqlToken& token) { return token.kind == Kind::directive; });
    while (!tokens.empty() && tokens.back().kind == Kind::semicolon)
        tokens.pop_back();
    const std::vector<bool> is_name = keywords_used_as_names(text, tokens);
    const std::optional<ModuleArguments> arguments = find_module_arguments(text, tokens);
    std::vector<NormalToken> normal;
    normal.reserve(tokens.size());
    for (std::size_t i = 0; i != tokens.size(); ++i) {
        const std::string_view raw = text.substr(tokens[i].begin, tokens[i].end - tokens[i].begin);
        if (!arguments || i != arguments->open) {
            normal.push_back({tokens[i].kind, normal_text(tokens[i].kind, raw, is_name[i]), raw});
            continue;
        }
        const std::string joined = join_module_arguments(
            text, std::span(tokens).subspan(i + 1, arguments->close - arguments->open - 1));
        // A module is told the same by empty brackets as by none.
        if (!joined.empty()) normal.push_back({Kind::op, "( " + joined + " )", raw});
        i = arguments->close;
    }
    return normal;
}

std::string join_tokens(std::span<const NormalToken> tokens) {
    std::string out;
    for (const NormalToken& token : tokens) {
        if (!out.empty()) out.push_back(' ');
        out.append(token.text);
    }
    return out;
}

}  // namespace varve::detail
