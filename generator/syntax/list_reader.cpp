#include "generator/syntax/list_reader.hpp"

#include <fmt/format.h>

#include "generator/base/schema_words.hpp"

namespace varve::compiler {

ListReader::ListReader(Cursor& cursor, const ast::Sql& group, std::string item)
    : cursor_(cursor), group_(group), item_(std::move(item)), tokens_(detail::sql_tokens(group.text)) {}

std::string_view ListReader::text() const {
    const detail::SqlToken& token = tokens_[at_];
    return std::string_view(group_.text).substr(token.begin, token.end - token.begin);
}

bool ListReader::at(std::string_view expected) const {
    return !at_end() && text() == expected;
}

Span ListReader::span(std::size_t token) const {
    const auto begin = static_cast<std::uint32_t>(group_.span.begin + tokens_[token].begin);
    const auto end = static_cast<std::uint32_t>(group_.span.begin + tokens_[token].end);
    return {group_.span.file, begin, end};
}

void ListReader::fail(std::string_view expected) {
    cursor_.fail(DiagnosticKind::unexpected_token, span(at_),
                 fmt::format("expected {}, found `{}`", expected, text()));
}

void ListReader::comma(std::string_view expected) {
    if (!at(",")) fail(expected);
    ++at_;
}

ast::Name ListReader::name() {
    const bool quoted = text().front() == '"';
    if (!quoted && !is_identifier(text())) fail("a column");
    ast::Name name{quoted ? unquoted(text()) : std::string(text()), span(at_), quoted};
    ++at_;
    return name;
}

ast::Sql ListReader::expression() {
    const std::size_t first = at_;
    int depth = 0;
    do {
        if (text() == "(") ++depth;
        if (text() == ")") --depth;
        ++at_;
    } while (depth > 0);
    const std::size_t begin = tokens_[first].begin;
    const std::size_t end = tokens_[at_ - 1].end;
    return {group_.text.substr(begin, end - begin), join(span(first), span(at_ - 1))};
}

bool ListReader::at_term_end() const {
    const detail::SqlTokenKind kind = tokens_[at_].kind;
    return at_end() || at(",") || kind == detail::SqlTokenKind::word || kind == detail::SqlTokenKind::quoted;
}

/// `lower(name)` and `a + b` are expressions, too, and miss their parentheses.
void ListReader::check_term_end(std::size_t first) {
    if (item_.empty() || at_term_end()) return;
    const Span here = span(first);
    cursor_.fail(DiagnosticKind::unexpected_token, join(here, span(at_)),
                 "an indexed expression stands in parentheses", {}, mended(first));
}

/// The whole item with the term's parentheses set.
std::string ListReader::mended(std::size_t first) const {
    std::size_t end = first;
    const auto word = [&](std::size_t token) {
        return std::string_view(group_.text)
            .substr(tokens_[token].begin, tokens_[token].end - tokens_[token].begin);
    };
    for (int depth = 0; end + 1 < tokens_.size(); ++end) {
        if (word(end) == "(") ++depth;
        if (word(end) == ")") --depth;
        if (depth == 0 && word(end) == ",") break;
    }
    if (end > first + 1 && (word(end - 1) == "desc" || word(end - 1) == "asc")) --end;
    if (end > first + 2 && word(end - 2) == "collate") end -= 2;
    std::string text = group_.text;
    text.insert(tokens_[end - 1].end, ")");
    text.insert(tokens_[first].begin, "(");
    return fmt::format("write `{} {}`", item_, detail::normalise_fragment(text));
}

ast::Term ListReader::term() {
    const std::size_t first = at_;
    ast::Term term;
    if (at("("))
        term.expression = expression();
    else
        term.column = name();
    check_term_end(first);
    if (at("collate")) {
        ++at_;
        term.collate = name();
    }
    term.descending = at("desc");
    if (at("asc") || at("desc")) ++at_;
    term.span = join(span(first), span(at_ - 1));
    return term;
}

std::vector<ast::Name> ListReader::names() {
    std::vector<ast::Name> names;
    do {
        if (!names.empty()) comma("`,` or `)`");
        names.push_back(name());
    } while (!at_end());
    return names;
}

std::vector<ast::Term> ListReader::terms() {
    std::vector<ast::Term> terms;
    do {
        if (!terms.empty()) comma("`,`, `)`, `collate`, `asc` or `desc`");
        terms.push_back(term());
    } while (!at_end());
    return terms;
}

}  // namespace varve::compiler
