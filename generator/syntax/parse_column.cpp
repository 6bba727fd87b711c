#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "generator/base/schema_words.hpp"
#include "generator/base/suggest.hpp"
#include "generator/syntax/grammar.hpp"

namespace varve::compiler {

ast::Name Grammar::new_name(std::string_view what) {
    const Token& token = peek();
    if (token.is(TokenKind::word) && is_reserved(token.text))
        fail(DiagnosticKind::reserved_word, token.span,
             fmt::format("`{}` is a word of the language", token.text), {},
             fmt::format("as a name it is written `\"{}\"`", token.text));
    return expect_name(what);
}

/// A column whose line fails is kept by name, so that what refers to it is not blamed.
void Grammar::column(ast::Table& table, std::string doc) {
    ast::Column column;
    column.doc = std::move(doc);
    const std::string_view what = "a column or another item of the table";
    column.name = is_dialect(peek().text) ? expect_name(what) : new_name(what);
    try {
        column.type = type();
        modifiers(column);
        column.span = since(column.name.span);
        doc_behind(column.doc);
    } catch (const Abandoned&) {
        column.broken = true;
        skip_item();
    }
    table.columns.push_back(std::move(column));
}

void Grammar::modifiers(ast::Column& column) {
    while (!at_item_end()) {
        const Token& token = peek();
        const bool sql_habit = token.is_word("not") && peek(1).is_word("null");
        const ColumnRule rule = sql_habit ? &Grammar::not_null : rule_of(token);
        if (rule == nullptr) unknown_modifier(token);
        (this->*rule)(column);
    }
}

void Grammar::unknown_modifier(const Token& token) {
    if (!token.is(TokenKind::word)) fail_expected("a modifier or the end of the line");
    const std::string_view instead = instead_of(token.text);
    fail(DiagnosticKind::unknown_item, token.span, fmt::format("unknown modifier {}", describe(token)), {},
         instead.empty() ? did_you_mean(token.text, reserved_words) : std::string(instead));
}

Grammar::ColumnRule Grammar::rule_of(const Token& token) {
    static constexpr std::array<std::pair<std::string_view, ColumnRule>, 13> rules{{
        {"primary", &Grammar::primary_key},
        {"unique", &Grammar::unique},
        {"collate", &Grammar::collate},
        {"=", &Grammar::default_value},
        {":=", &Grammar::generated},
        {"->", &Grammar::reference},
        {"check", &Grammar::column_check},
        {"was", &Grammar::was},
        {"fill", &Grammar::fill},
        {"convert", &Grammar::convert},
        {"lazy", &Grammar::lazy},
        {"as", &Grammar::cpp_name},
        {"sqltype", &Grammar::sqltype},
    }};
    if (!token.is(TokenKind::word) && !token.is(TokenKind::punct)) return nullptr;
    const auto found =
        std::find_if(rules.begin(), rules.end(), [&](const auto& rule) { return rule.first == token.text; });
    return found == rules.end() ? nullptr : found->second;
}

void Grammar::primary_key(ast::Column& column) {
    once(column.primary_key.has_value(), peek().span, "`primary key`");
    const Span first = take().span;
    expect_word("key", "behind `primary`");
    ast::ColumnKey key;
    key.span = since(first);
    key.name = name_among_modifiers();
    key.descending = accept_word("desc");
    if (accept_word("autoincrement")) key.autoincrement = last();
    key.conflict = conflict_clause();
    column.primary_key = std::move(key);
}

void Grammar::unique(ast::Column& column) {
    once(column.unique.has_value(), peek().span, "`unique`");
    const Span first = take().span;
    column.unique = ast::ColumnUnique{conflict_clause(), first};
}

void Grammar::not_null(ast::Column& column) {
    once(column.not_null.has_value(), peek().span, "`not null`");
    const Span first = take().span;
    take();
    ast::NotNull rule;
    rule.name = name_among_modifiers();
    rule.conflict = conflict_clause();
    rule.span = since(first);
    column.not_null = std::move(rule);
}

void Grammar::collate(ast::Column& column) {
    once(static_cast<bool>(column.collate), peek().span, "`collate`");
    take();
    column.collate = expect_name("a collation");
}

void Grammar::default_value(ast::Column& column) {
    once(column.default_value.has_value(), peek().span, "default");
    take();
    if (!at_body()) {
        column.default_value = literal("a value, a name, or SQL in parentheses");
        return;
    }
    ast::Sql sql = expect_body("behind `=`");
    column.default_value = ast::Literal{ast::Literal::Kind::body, std::move(sql.text), sql.span};
}

void Grammar::generated(ast::Column& column) {
    once(column.generated.has_value(), peek().span, "`:=`");
    const Span first = take().span;
    ast::Generated generated;
    generated.sql = expect_group("the generating expression in parentheses");
    generated.stored = accept_word("stored");
    if (!generated.stored) accept_word("virtual");
    generated.span = since(first);
    column.generated = std::move(generated);
}

void Grammar::reference(ast::Column& column) {
    once(column.reference.has_value(), peek().span, "`->`");
    column.reference = reference_clause();
}

void Grammar::column_check(ast::Column& column) {
    const Span first = take().span;
    ast::Check check;
    check.name = optional_name();
    check.sql = expect_group("a condition in parentheses");
    check.span = since(first);
    column.checks.push_back(std::move(check));
}

void Grammar::was(ast::Column& column) {
    once(column.was.has_value(), peek().span, "`was`");
    column.was = was_clause();
}

void Grammar::fill(ast::Column& column) {
    once(column.fill.has_value(), peek().span, "`fill`");
    const Span first = take().span;
    ast::Sql sql = expect_group("the value of rows that exist, in parentheses");
    column.fill = {std::move(sql), since(first)};
}

void Grammar::convert(ast::Column& column) {
    once(column.convert.has_value(), peek().span, "`convert`");
    const Span first = take().span;
    ast::Sql sql = expect_group("the converting expression in parentheses");
    column.convert = {std::move(sql), since(first)};
}

void Grammar::lazy(ast::Column& column) {
    once(column.lazy.has_value(), peek().span, "`lazy`");
    column.lazy = take().span;
}

void Grammar::cpp_name(ast::Column& column) {
    once(static_cast<bool>(column.cpp_name), peek().span, "`as`");
    column.cpp_name = as_clause();
}

void Grammar::sqltype(ast::Column& column) {
    once(column.sqltype.has_value(), peek().span, "`sqltype`");
    take();
    column.sqltype = expect_text("the declared type in quotes");
}

std::int64_t Grammar::length_in(const Token& group) {
    const std::string inside = without_separators(group.text.substr(1, group.text.size() - 2));
    std::string_view digits = inside;
    digits.remove_prefix(std::min(digits.find_first_not_of(' '), digits.size()));
    digits = digits.substr(0, digits.find_last_not_of(' ') + 1);
    std::int64_t length = 0;
    const char* last_digit = digits.data() + digits.size();
    const auto [end, problem] = std::from_chars(digits.data(), last_digit, length);
    if (problem != std::errc{} || end != last_digit || length < 1)
        fail(DiagnosticKind::misplaced_length, group.span, "a length is a whole number above zero");
    return length;
}

ast::Type Grammar::type() {
    ast::Type type;
    type.name = expect_name("a type");
    if (peek().is(TokenKind::group)) type.length = length_in(take());
    type.nullable = accept_punct("?");
    type.span = since(type.name.span);
    return type;
}

ast::Literal Grammar::literal(std::string_view what) {
    using Kind = ast::Literal::Kind;
    const Token& token = peek();
    if (token.is_punct("-") && peek(1).is(TokenKind::number)) {
        take();
        const std::string number = "-" + without_separators(take().text);
        return {Kind::number, number, since(token.span)};
    }
    if (at_group()) {
        ast::Sql sql = expect_group(what);
        return {Kind::sql, std::move(sql.text), sql.span};
    }
    if (token.is(TokenKind::number)) return {Kind::number, without_separators(take().text), token.span};
    if (token.is(TokenKind::string)) return {Kind::string, unquoted(take().text), token.span};
    if (token.is(TokenKind::quoted)) return {Kind::quoted, unquoted(take().text), token.span};
    if (token.is(TokenKind::word)) return {Kind::word, std::string(take().text), token.span};
    fail_expected(what);
}

}  // namespace varve::compiler
