#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <varve/error.hpp>

#include "runtime/src/sql_chars.hpp"
#include "runtime/src/sql_module_arguments.hpp"
#include "runtime/src/sql_statement.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::detail {
namespace {

[[noreturn]] void refuse(std::string_view text, const SqlToken& token, std::string_view what) {
    const auto line =
        1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(token.begin), '\n');
    throw Error(ErrorCode::misuse, fmt::format("line {}: {}", line, what));
}

[[noreturn]] void refuse_invalid(std::string_view text, const SqlToken& token) {
    const std::string_view bytes = text.substr(token.begin, token.end - token.begin);
    const char first = bytes[0];
    if (bytes.substr(0, 2) == "/*") refuse(text, token, "this comment is never closed: write `*/`");
    if (first == '\'' || first == '"' || first == '`' || first == '[') {
        refuse(text, token, fmt::format("this quote is never closed: `{}`", first));
    }
    if (static_cast<unsigned char>(first) < 0x20) {
        refuse(text, token,
               fmt::format("a byte that SQL does not know: 0x{:02x}", static_cast<unsigned>(first)));
    }
    constexpr std::size_t shown = 40;
    refuse(text, token, fmt::format("`{}` is nothing that SQL knows", bytes.substr(0, shown)));
}

void refuse_invalid(std::string_view text, std::span<const SqlToken> tokens) {
    for (const SqlToken& token : tokens) {
        if (token.kind == SqlTokenKind::invalid) refuse_invalid(text, token);
        if (token.kind == SqlTokenKind::directive)
            refuse(text, token, "a directive has no place inside an expression");
    }
}

/// "--@  rebuild   users " becomes "--@ rebuild users"; white space inside a quoted name stays.
std::string normalise_directive(std::string_view line) {
    std::string joined = "--@";
    bool gap = true;
    bool quoted = false;
    for (const char c : line.substr(joined.size())) {
        if (is_sql_space(c) && !quoted) {
            gap = true;
            continue;
        }
        if (c == '"') quoted = !quoted;
        if (gap) joined.push_back(' ');
        gap = false;
        joined.push_back(c);
    }
    return joined;
}

class Normaliser {
public:
    explicit Normaliser(std::string_view text) : text_(text), tokens_(sql_tokens(text)) {}

    std::string run() {
        std::optional<ModuleArguments> arguments;
        for (std::size_t i = 0; i != tokens_.size(); ++i) {
            const std::span<const SqlToken> rest = std::span(tokens_).subspan(i);
            if (!inside_ && (arguments = find_module_arguments(text_, rest))) {
                arguments->open += i;
                arguments->close += i;
            }
            add(tokens_[i]);
            if (!arguments || i != arguments->open) continue;
            add_arguments(std::span(tokens_).subspan(i + 1, arguments->close - i - 1));
            i = arguments->close - 1;
        }
        finish_statement();
        return std::move(out_);
    }

private:
    void add_arguments(std::span<const SqlToken> tokens) {
        refuse_invalid(text_, tokens);
        if (!tokens.empty()) out_.append(" ").append(join_module_arguments(text_, tokens));
    }

    void add(const SqlToken& token) {
        const std::string_view bytes = text_.substr(token.begin, token.end - token.begin);
        if (token.kind == SqlTokenKind::invalid) refuse_invalid(text_, token);
        if (token.kind == SqlTokenKind::directive) {
            if (inside_)
                refuse(text_, token,
                       "a directive stands inside a statement: end the statement with `;` first");
            out_.append(normalise_directive(bytes)).push_back('\n');
            return;
        }
        if (end_.feed(token, bytes)) {
            finish_statement();
            return;
        }
        if (inside_) out_.push_back(' ');
        out_.append(bytes);
        inside_ = true;
    }

    void finish_statement() {
        if (inside_) out_.append(";\n");
        inside_ = false;
    }

    std::string_view text_;
    std::vector<SqlToken> tokens_;
    std::string out_;
    StatementEnd end_;
    bool inside_ = false;
};

bool is_name(std::string_view token) {
    const char first = token.front();
    return first == '"' || first == '`' || first == '[' ||
           (is_identifier_byte(first) && !is_digit(first) && first != '$');
}

/// Keywords that are functions' names too; any other keyword stands apart from a bracket.
bool is_function_keyword(std::string_view word) {
    constexpr std::array<std::string_view, 4> functions = {"CAST", "RAISE", "REPLACE", "GLOB"};
    return std::any_of(functions.begin(), functions.end(),
                       [&](std::string_view function) { return equal_ignoring_case(word, function); });
}

/// Whether two neighbours are written with a space between them. Where none is, they still lex as two.
bool stand_apart(std::string_view left, std::string_view right) {
    if (left == "(" || right == ")" || right == "," || right == ";") return false;
    if (left == ".") return !is_name(right);
    if (right == ".") return !is_name(left);
    return right != "(" || !is_name(left) || (is_sql_keyword(left) && !is_function_keyword(left));
}

/// Whether a number behind this sign is that sign's own: nothing stands before it that could be reduced.
bool is_sign(std::string_view sign, std::string_view before) {
    if (sign != "-" && sign != "+") return false;
    const char last = before.empty() ? '(' : before.back();
    if (is_identifier_byte(last)) return is_sql_keyword(before);
    return last != ')' && last != '"' && last != '\'' && last != '`' && last != ']';
}

/// Tokens with the spaces of `stand_apart` between them. `signs`: those of numbers stand close.
std::string spaced(std::string_view text, bool signs) {
    std::vector<SqlToken> tokens = sql_tokens(text);
    while (!tokens.empty() && tokens.back().kind == SqlTokenKind::semicolon)
        tokens.pop_back();
    refuse_invalid(text, tokens);
    const std::optional<ModuleArguments> arguments = find_module_arguments(text, tokens);
    std::string out;
    std::string_view before;
    bool close = false;
    for (std::size_t i = 0; i != tokens.size(); ++i) {
        const std::string_view bytes = text.substr(tokens[i].begin, tokens[i].end - tokens[i].begin);
        const bool number = close && tokens[i].kind == SqlTokenKind::number;
        if (!before.empty() && !number && stand_apart(before, bytes)) out.push_back(' ');
        out.append(bytes);
        close = signs && is_sign(bytes, before);
        before = bytes;
        if (!arguments || i != arguments->open) continue;
        out.append(join_module_arguments(text, std::span(tokens).subspan(i + 1, arguments->close - i - 1)));
        i = arguments->close - 1;
    }
    return out;
}

}  // namespace

std::string normalise_sql(std::string_view text) {
    return Normaliser(text).run();
}

std::string normalise_module_arguments(std::string_view text) {
    const std::vector<SqlToken> tokens = sql_tokens(text);
    refuse_invalid(text, tokens);
    return join_module_arguments(text, tokens);
}

std::string normalise_fragment(std::string_view text) {
    return spaced(text, false);
}

std::string written_sql(std::string_view text) {
    return spaced(text, true);
}

}  // namespace varve::detail
