#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "generator/base/suggest.hpp"
#include "generator/syntax/grammar.hpp"
#include "generator/syntax/parser.hpp"

namespace varve::compiler {

namespace {

constexpr std::array<std::string_view, 11> top_level_words{"schema",   "enum",      "type",   "table",
                                                           "view",     "trigger",   "search", "virtual",
                                                           "requires", "unmanaged", "include"};

bool is_top_level_word(const Token& token) {
    return token.is(TokenKind::word) &&
           std::find(top_level_words.begin(), top_level_words.end(), token.text) != top_level_words.end();
}

}  // namespace

ast::File parse(const SourceSet& sources, std::uint32_t file, DiagnosticSink& sink) {
    ast::File parsed;
    const std::vector<Token> tokens = lex(sources, file);
    try {
        Grammar(tokens, sink).read(parsed);
    } catch (const TooManyErrors&) {
        parsed.damaged = true;
    }
    return parsed;
}

void Grammar::read(ast::File& file) {
    for (;;) {
        std::string doc = doc_before();
        file.dialect = first_dialect();
        if (peek().is(TokenKind::end)) return;
        try {
            top_level_item(file, std::move(doc));
        } catch (const Abandoned&) {
            file.damaged = true;
            skip_item();
            accept_punct("}");
        }
    }
}

void Grammar::top_level_item(ast::File& file, std::string doc) {
    const Token& word = peek();
    file.damaged = file.damaged || !at_top_level_word();
    if (!at_top_level_word()) return skip_unknown_items();
    take();
    if (word.text == "schema") {
        once(file.settings.has_value(), word.span, "schema block");
        file.settings = settings(word.span);
    } else if (word.text == "virtual" || word.text == "search" || word.text == "requires" ||
               word.text == "unmanaged" || word.text == "include") {
        surrounding(file, word, std::move(doc));
    } else {
        declaration(file, word, std::move(doc));
    }
    end_item();
}

void Grammar::declaration(ast::File& file, const Token& word, std::string doc) {
    if (word.text == "enum")
        file.enums.push_back(enumeration(std::move(doc)));
    else if (word.text == "type")
        file.types.push_back(named_type());
    else if (word.text == "table")
        file.tables.push_back(table(std::move(doc)));
    else if (word.text == "view")
        file.views.push_back(view(std::move(doc)));
    else
        file.triggers.push_back(trigger(std::move(doc)));
}

/// What is not varve's own to describe: modules of SQLite, and what stands around the schema.
void Grammar::surrounding(ast::File& file, const Token& word, std::string doc) {
    if (word.text == "virtual")
        file.virtual_tables.push_back(virtual_table(std::move(doc)));
    else if (word.text == "search")
        file.searches.push_back(search(std::move(doc)));
    else if (word.text == "requires")
        file.requirements.push_back(requirement(word.span));
    else if (word.text == "unmanaged")
        file.unmanaged.push_back(unmanaged(word.span));
    else
        file.includes.push_back(include(word.span));
}

bool Grammar::at_top_level_word() const {
    return is_top_level_word(peek());
}

/// A forgotten `}` is seen here, within a block: `table posts {` is no column. Only what a column cannot look
/// like counts.
bool Grammar::at_top_level_item() const {
    if (!at_top_level_word() || peek().text == "type") return false;
    if (peek(1).is_word("table") && peek(3).is_word("using")) return true;
    const bool named = peek(2).is_word("as") || peek(2).is_word("was");
    return peek(2).is_punct("{") || (named && peek(4).is_punct("{"));
}

/// What begins no item cannot be understood, up to the next word that does: one error for all of it.
void Grammar::skip_unknown_items() {
    const Token& word = peek();
    if (word.is(TokenKind::word))
        report(DiagnosticKind::unknown_item, word.span, fmt::format("unknown item {}", describe(word)), {},
               did_you_mean(word.text, top_level_words));
    else
        report_expected("an item, as `table` or `view`");
    do {
        skip_item();
        accept_punct("}");
        doc_before();
    } while (!at_top_level_word() && !peek().is(TokenKind::end));
}

Span Grammar::open_block(std::string_view what) {
    std::size_t lines = 0;
    while (peek(lines).is(TokenKind::newline))
        ++lines;
    if (peek(lines).is_punct("{")) skip_newlines();
    expect_punct("{", fmt::format("behind {}", what));
    return last();
}

/// Behind a block whose `}` is missing the next item begins at once.
void Grammar::end_item() {
    if (!at_item_end() && !at_line_start()) fail_expected("the end of the line");
}

void Grammar::once(bool already, Span span, std::string_view what) {
    if (already) fail(DiagnosticKind::repeated, span, fmt::format("a second {}", what));
}

}  // namespace varve::compiler
