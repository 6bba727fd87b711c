#include "runtime/src/sql_chars.hpp"
#include "runtime/src/sql_module_arguments.hpp"
#include "runtime/src/sql_names.hpp"
#include "runtime/src/sql_tokens.hpp"

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

std::string normal_name(const std::string& name) {
    if (is_plain_name(name)) return name;
    std::string quoted = "\"";
    for (const char c : name) {
        if (c == '"') quoted.push_back('"');
        quoted.push_back(c);
    }
    return quoted + '"';
}

std::string normal_word(std::string_view word) {
    std::string text(word);
    if (!is_sql_keyword(word)) return text;
    for (char& c : text)
        c = ascii_upper(c);
    return text;
}

}  // namespace

// What SQLite stores is read, never judged: an invalid token (a newer SQLite's syntax) stays as it is, and a
// directive is but a comment here.
std::string normalise_structure(std::string_view text) {
    std::vector<SqlToken> tokens = sql_tokens(text);
    std::erase_if(tokens, [](const SqlToken& token) { return token.kind == Kind::directive; });
    while (!tokens.empty() && tokens.back().kind == Kind::semicolon)
        tokens.pop_back();
    const std::vector<bool> is_name = keywords_used_as_names(text, tokens);
    const std::optional<ModuleArguments> arguments = find_module_arguments(text, tokens);
    std::string out;
    for (std::size_t i = 0; i != tokens.size(); ++i) {
        if (arguments && i == arguments->open + 1 && i != arguments->close) {
            out.push_back(' ');
            out.append(join_module_arguments(text, std::span(tokens).subspan(i, arguments->close - i)));
            i = arguments->close;
        }
        const std::string_view bytes = text.substr(tokens[i].begin, tokens[i].end - tokens[i].begin);
        if (i != 0) out.push_back(' ');
        if (tokens[i].kind == Kind::quoted || is_name[i]) {
            out.append(normal_name(unquote(bytes)));
        } else if (tokens[i].kind == Kind::word) {
            out.append(normal_word(bytes));
        } else {
            out.append(bytes);
        }
    }
    return out;
}

}  // namespace varve::detail
