#include "generator/check/check_text.hpp"
#include "generator/check/compile.hpp"
#include "generator/check/sql_text.hpp"
#include "generator/syntax/lexer.hpp"

namespace varve::compiler {

namespace {

/// SQL goes by SQL's tokens; of the language's own each stands as it is.
std::string normalised(const Token& token) {
    if (token.is(TokenKind::group)) return sql_text(token.text);
    if (token.is(TokenKind::body)) return "{ " + sql_text(token.text.substr(1, token.text.size() - 2)) + " }";
    return std::string(token.text);
}

}  // namespace

std::string normalise_schema_text(const SourceSet& sources, std::uint32_t file, DiagnosticSink& sink) {
    if (!check_text(sources, file, sink)) return "";
    std::string text;
    std::string line;
    for (const Token& token : lex(sources, file)) {
        if (token.is(TokenKind::bad)) {
            sink.error(DiagnosticKind::unexpected_character, token.span, "this is no token of the language");
            return "";
        }
        const bool ends_line = token.is(TokenKind::newline) || token.is(TokenKind::end);
        if (!ends_line && !token.is(TokenKind::doc)) line += (line.empty() ? "" : " ") + normalised(token);
        if (!ends_line || line.empty()) continue;
        text += line + "\n";
        line.clear();
    }
    return text;
}

}  // namespace varve::compiler
