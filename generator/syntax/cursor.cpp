#include "generator/syntax/cursor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "generator/base/schema_words.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {

namespace {

constexpr int most_errors = 20;
constexpr std::size_t longest_quoted_token = 40;
constexpr const char* comment_help = "a comment begins with `//`";

/// Of one UTF-8 sequence that is known to be whole.
std::uint32_t code_point(std::string_view sequence) {
    const auto lead = static_cast<unsigned char>(sequence.front());
    std::uint32_t value = lead & (0xFFU >> (sequence.size() + 1));
    for (const char c : sequence.substr(1))
        value = (value << 6U) | (static_cast<unsigned char>(c) & 0x3FU);
    return value;
}

ast::Name name_of_token(const Token& token) {
    if (token.is(TokenKind::quoted)) return {unquoted(token.text), token.span, true};
    return {std::string(token.text), token.span, false};
}

}  // namespace

std::string describe(const Token& token) {
    if (token.is(TokenKind::newline)) return "the end of the line";
    if (token.is(TokenKind::end)) return "the end of the file";
    if (token.is(TokenKind::doc)) return "a doc comment";
    if (token.is(TokenKind::group)) return "`(`";
    if (token.is(TokenKind::body)) return "`{`";
    if (token.text.size() > longest_quoted_token) return "a long word";
    return fmt::format("`{}`", token.text);
}

const Token& Cursor::peek(std::size_t ahead) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
}

const Token& Cursor::take() {
    const Token& token = peek();
    if (!token.is(TokenKind::end)) ++at_;
    return token;
}

Span Cursor::last() const {
    return tokens_[at_ == 0 ? 0 : at_ - 1].span;
}

bool Cursor::at_item_end() const {
    const Token& token = peek();
    return token.is(TokenKind::newline) || token.is(TokenKind::end) || token.is(TokenKind::doc) ||
           token.is_punct(";") || token.is_punct("}");
}

bool Cursor::at_line_start() const {
    return at_ == 0 || tokens_[at_ - 1].is(TokenKind::newline);
}

bool Cursor::accept_punct(std::string_view sign) {
    if (!peek().is_punct(sign)) return false;
    take();
    return true;
}

bool Cursor::accept_word(std::string_view word) {
    if (!peek().is_word(word)) return false;
    take();
    return true;
}

void Cursor::expect_punct(std::string_view sign, std::string_view where) {
    if (!accept_punct(sign)) fail_expected(fmt::format("`{}` {}", sign, where));
}

void Cursor::expect_word(std::string_view word, std::string_view where) {
    if (!accept_word(word)) fail_expected(fmt::format("`{}` {}", word, where));
}

ast::Name Cursor::expect_name(std::string_view what) {
    const Token& token = peek();
    if (!token.is(TokenKind::word) && !token.is(TokenKind::quoted)) fail_expected(what);
    if (token.is(TokenKind::quoted) && token.text.size() == 2)
        fail(DiagnosticKind::unexpected_token, token.span, "a name cannot be empty");
    return name_of_token(take());
}

ast::Text Cursor::expect_text(std::string_view what) {
    const Token& token = peek();
    if (!token.is(TokenKind::string) && !token.is(TokenKind::quoted)) fail_expected(what);
    take();
    return {unquoted(token.text), token.span};
}

bool Cursor::at_dialect(TokenKind kind) const {
    return peek().is(TokenKind::word) && is_dialect(peek().text) && peek(1).is(kind);
}

bool Cursor::at_group() const {
    return peek().is(TokenKind::group) || at_dialect(TokenKind::group);
}

bool Cursor::at_body() const {
    return (peek().is_word("sql") && peek(1).is(TokenKind::body)) || at_dialect(TokenKind::body);
}

ast::Sql Cursor::expect_group(std::string_view what, std::string help) {
    if (at_dialect(TokenKind::bad)) take();
    if (at_dialect(TokenKind::group)) return sql_of_target(TokenKind::group);
    if (!peek().is(TokenKind::group)) fail_expected(what, std::move(help));
    return sql_of(take());
}

ast::Sql Cursor::expect_body(std::string_view what) {
    if (at_dialect(TokenKind::bad)) take(), fail_expected(what);
    if (at_dialect(TokenKind::body)) return sql_of_target(TokenKind::body);
    const std::string expected = fmt::format("`sql {{ … }}` {}", what);
    if (!accept_word("sql") || !peek().is(TokenKind::body)) fail_expected(expected);
    return sql_of(take());
}

ast::Sql Cursor::sql_of(const Token& token) {
    const bool body = token.is(TokenKind::body);
    const std::uint32_t brace = body ? 1 : 0;
    const Span inside{token.span.file, token.span.begin + brace, token.span.end - brace};
    ast::Sql sql{std::string(token.text.substr(brace, token.text.size() - 2 * brace)), inside};
    check_sql(sql);
    return sql;
}

/// `sqlite (…) postgres (…)`: the part of the target. The other is read by its brackets alone.
ast::Sql Cursor::sql_of_target(TokenKind kind) {
    const Span first = peek().span;
    if (!first_dialect_) first_dialect_ = first;
    std::optional<ast::Sql> ours;
    std::vector<std::string_view> seen;
    while (at_dialect(kind)) {
        const Token& word = take();
        if (std::find(seen.begin(), seen.end(), word.text) != seen.end())
            fail(DiagnosticKind::repeated, word.span, fmt::format("a second `{}` part", word.text));
        seen.push_back(word.text);
        const Token& sql = take();
        if (word.text == "sqlite") ours = sql_of(sql);
    }
    const std::string_view brackets = kind == TokenKind::body ? "{ … }" : "(…)";
    if (!ours)
        fail(DiagnosticKind::dialect_missing, first, "there is no part for `sqlite`, the schema's target", {},
             fmt::format("write `sqlite {}` beside it", brackets));
    return *std::move(ours);
}

void Cursor::check_sql(const ast::Sql& sql) {
    for (const detail::SqlToken& token : detail::sql_tokens(sql.text)) {
        const bool directive = token.kind == detail::SqlTokenKind::directive;
        if (token.kind != detail::SqlTokenKind::invalid && !directive) continue;
        const auto begin = static_cast<std::uint32_t>(sql.span.begin + token.begin);
        const auto end = static_cast<std::uint32_t>(sql.span.begin + token.end);
        const Span place{sql.span.file, begin, end};
        const std::string text = sql.text.substr(token.begin, token.end - token.begin);
        const std::string number = without_separators(text);
        if (number != text && number.find_first_not_of("0123456789") == std::string::npos)
            fail(DiagnosticKind::invalid_sql, place, "only SQLite 3.46 and later read digits that `_` parts",
                 {}, fmt::format("write `{}`", number));
        fail(DiagnosticKind::invalid_sql, place,
             directive ? "a directive has no place in a schema" : "SQLite knows no such token");
    }
}

void Cursor::fail_expected(std::string_view what, std::string help) {
    report_expected(what, std::move(help));
    throw Abandoned{};
}

void Cursor::report_expected(std::string_view what, std::string help) {
    const Token& token = peek();
    if (token.is(TokenKind::bad)) return report_bad(token);
    if (token.is_punct("-") && peek(1).is_punct("-")) help = comment_help;
    if (token.is_punct(",") && help.empty()) help = "an item ends with its line";
    report(DiagnosticKind::unexpected_token, token.span,
           fmt::format("expected {}, found {}", what, describe(token)), {}, std::move(help));
}

void Cursor::report_bad(const Token& token) {
    const Span opening{token.span.file, token.span.begin, token.span.begin + 1};
    const char first = token.text.front();
    if (token.problem == TokenProblem::quote)
        return report(DiagnosticKind::unterminated, token.span,
                      fmt::format("`{}` is not closed on its line", first));
    if (token.problem == TokenProblem::bracket)
        return report(DiagnosticKind::unterminated, opening, fmt::format("`{}` is never closed", first), {},
                      "brackets are balanced outside of SQL's quotes and comments");
    if (token.problem == TokenProblem::nesting)
        return report(DiagnosticKind::nested_too_deep, opening, "brackets are nested more than 100 deep");
    report_character(token);
}

/// What is not ASCII may be invisible or look like something else: it is named by its code point, too.
void Cursor::report_character(const Token& token) {
    const char first = token.text.front();
    const bool ascii = static_cast<unsigned char>(first) < 0x80U;
    std::string message = fmt::format("unexpected character `{}`", token.text);
    if (!ascii) message += fmt::format(" (U+{:04X})", code_point(token.text));
    std::string help = first == '#' || first == '/' ? comment_help : "";
    if (!ascii) help = "a name that is not plain ASCII stands in double quotes";
    report(DiagnosticKind::unexpected_character, token.span, std::move(message), {}, std::move(help));
}

void Cursor::fail(DiagnosticKind kind, Span span, std::string message, std::vector<Label> labels,
                  std::string help) {
    report(kind, span, std::move(message), std::move(labels), std::move(help));
    throw Abandoned{};
}

void Cursor::report(DiagnosticKind kind, Span span, std::string message, std::vector<Label> labels,
                    std::string help) {
    if (reported_ == most_errors) {
        sink_.error(DiagnosticKind::too_many_errors, span,
                    "too many errors, the rest of the file is not read");
        throw TooManyErrors{};
    }
    ++reported_;
    sink_.error(kind, span, std::move(message), std::move(labels), std::move(help));
}

void Cursor::skip_newlines() {
    while (peek().is(TokenKind::newline))
        take();
}

void Cursor::skip_item() {
    for (int depth = 0; !peek().is(TokenKind::end);) {
        if (depth == 0 && (peek().is(TokenKind::newline) || peek().is_punct(";") || peek().is_punct("}")))
            return;
        const Token& token = take();
        if (token.is_punct("{")) ++depth;
        if (token.is_punct("}")) --depth;
    }
}

std::string Cursor::doc_before() {
    std::string doc;
    for (;; take()) {
        if (peek().is(TokenKind::doc))
            doc += (doc.empty() ? "" : "\n") + std::string(peek().text);
        else if (!peek().is(TokenKind::newline) && !peek().is_punct(";"))
            return doc;
    }
}

void Cursor::doc_behind(std::string& doc) {
    if (!peek().is(TokenKind::doc)) return;
    doc += (doc.empty() ? "" : "\n") + std::string(take().text);
}

}  // namespace varve::compiler
