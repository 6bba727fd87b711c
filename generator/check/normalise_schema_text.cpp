#include <optional>

#include "generator/check/check_text.hpp"
#include "generator/check/compile.hpp"
#include "generator/check/sql_text.hpp"
#include "generator/syntax/lexer.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {

namespace {

/// Whether the group at `at` holds a module's arguments: `virtual table docs using fts5 (…)`.
bool is_module_group(const std::vector<Token>& tokens, std::size_t at) {
    return at >= 5 && tokens[at - 2].is_word("using") && tokens[at - 4].is_word("table") &&
           tokens[at - 5].is_word("virtual");
}

/// The first piece of a group or body that cannot be normalised.
std::optional<Span> unreadable_sql(const Token& token) {
    if (!token.is(TokenKind::group) && !token.is(TokenKind::body)) return std::nullopt;
    const std::uint32_t brace = token.is(TokenKind::body) ? 1 : 0;
    const std::string_view sql = token.text.substr(brace, token.text.size() - 2 * brace);
    for (const detail::SqlToken& part : detail::sql_tokens(sql)) {
        if (part.kind != detail::SqlTokenKind::invalid && part.kind != detail::SqlTokenKind::directive)
            continue;
        const auto begin = static_cast<std::uint32_t>(token.span.begin + brace + part.begin);
        const auto end = static_cast<std::uint32_t>(token.span.begin + brace + part.end);
        return Span{token.span.file, begin, end};
    }
    return std::nullopt;
}

/// SQL goes by SQL's tokens; of the language's own each stands as it is.
std::string normalised(const std::vector<Token>& tokens, std::size_t at) {
    const Token& token = tokens[at];
    if (token.is(TokenKind::group) && is_module_group(tokens, at))
        return "(" + module_arguments(token.text) + ")";
    if (token.is(TokenKind::group)) return sql_text(token.text);
    if (token.is(TokenKind::body)) return "{ " + sql_text(token.text.substr(1, token.text.size() - 2)) + " }";
    return std::string(token.text);
}

}  // namespace

std::string normalise_schema_text(const SourceSet& sources, std::uint32_t file, DiagnosticSink& sink) {
    if (!check_text(sources, file, sink)) return "";
    std::string text;
    std::string line;
    const std::vector<Token> tokens = lex(sources, file);
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        const Token& token = tokens[at];
        if (token.is(TokenKind::bad)) {
            sink.error(DiagnosticKind::unexpected_character, token.span, "this is no token of the language");
            return "";
        }
        if (const std::optional<Span> unreadable = unreadable_sql(token)) {
            sink.error(DiagnosticKind::invalid_sql, *unreadable, "SQLite knows no such token");
            return "";
        }
        const bool ends_line = token.is(TokenKind::newline) || token.is(TokenKind::end);
        if (!ends_line && !token.is(TokenKind::doc))
            line += (line.empty() ? "" : " ") + normalised(tokens, at);
        if (!ends_line || line.empty()) continue;
        text += line + "\n";
        line.clear();
    }
    return text;
}

}  // namespace varve::compiler
