#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/base/diagnostic.hpp"
#include "generator/syntax/ast.hpp"
#include "generator/syntax/lexer.hpp"

namespace varve::compiler {

/// Thrown, after it was reported, where an item cannot be read on. Caught by the loop over the items of its
/// block.
struct Abandoned {};

/// Thrown, after it was reported, where reading on would only add noise. Caught by `parse`.
struct TooManyErrors {};

/// A place in the tokens, and the small steps from there that every part of the grammar takes.
class Cursor {
public:
    Cursor(const std::vector<Token>& tokens, DiagnosticSink& sink) : tokens_(tokens), sink_(sink) {}

    const Token& peek(std::size_t ahead = 0) const;
    const Token& take();
    Span last() const;  ///< of the token taken before
    Span since(Span first) const { return join(first, last()); }

    bool at_item_end() const;  ///< newline, `;`, `}`, doc or end: the item is over
    bool at_line_start() const;
    bool at_group() const;  ///< `(…)`, or `sqlite (…) postgres (…)`: what expect_group takes
    bool at_body() const;   ///< `sql { … }`, or `sqlite { … } postgres { … }`: what expect_body takes
    bool accept_punct(std::string_view sign);
    bool accept_word(std::string_view word);

    void expect_punct(std::string_view sign, std::string_view where);
    void expect_word(std::string_view word, std::string_view where);
    ast::Name expect_name(std::string_view what);
    ast::Text expect_text(std::string_view what);
    ast::Sql expect_group(std::string_view what, std::string help = {});  ///< checks that SQLite would lex it
    ast::Sql expect_body(std::string_view what);

    void report_expected(std::string_view what, std::string help = {});
    [[noreturn]] void fail_expected(std::string_view what, std::string help = {});
    [[noreturn]] void fail(DiagnosticKind kind, Span span, std::string message,
                           std::vector<Label> labels = {}, std::string help = {});
    void report(DiagnosticKind kind, Span span, std::string message, std::vector<Label> labels = {},
                std::string help = {});

    const ast::Mark& first_dialect() const {
        return first_dialect_;
    }  ///< where SQL was split by target first

    void skip_newlines();
    void skip_item();          ///< to the end of the item; over blocks that open in it
    std::string doc_before();  ///< the doc lines above an item; skips blank lines and stray semicolons
    void doc_behind(std::string& doc);  ///< appends the doc at the line's end

private:
    void report_bad(const Token& token);
    void report_character(const Token& token);
    bool at_dialect(TokenKind kind) const;
    ast::Sql sql_of(const Token& token);
    ast::Sql sql_of_target(TokenKind kind);
    void check_sql(const ast::Sql& sql);

    const std::vector<Token>& tokens_;
    DiagnosticSink& sink_;
    std::size_t at_ = 0;
    int reported_ = 0;
    ast::Mark first_dialect_;
};

/// How a message names a token: "`users`", "the end of the line".
std::string describe(const Token& token);

}  // namespace varve::compiler
