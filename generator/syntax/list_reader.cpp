#include "generator/syntax/list_reader.hpp"

#include <fmt/format.h>

#include "generator/syntax/words.hpp"

namespace varve::compiler {

ListReader::ListReader(Cursor& cursor, const ast::Sql& group)
    : cursor_(cursor), group_(group), tokens_(detail::sql_tokens(group.text)) {}

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

ast::Term ListReader::term() {
    const std::size_t first = at_;
    ast::Term term;
    if (at("("))
        term.expression = expression();
    else
        term.column = name();
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
