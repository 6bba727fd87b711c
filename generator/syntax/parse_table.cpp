#include <fmt/format.h>

#include "generator/syntax/grammar.hpp"
#include "generator/syntax/list_reader.hpp"

namespace varve::compiler {

namespace {

/// Whoever meant a column by a word that begins an item learns how to say it.
std::string as_column(std::string_view word) {
    return fmt::format("a column of this name is written `\"{}\"`", word);
}

}  // namespace

ast::Table Grammar::table(std::string doc) {
    ast::Table table;
    table.doc = std::move(doc);
    table.name = expect_name("the table's name");
    table.cpp_name = as_clause();
    if (peek().is_word("was")) {
        table.was = was_clause();
        if (peek().is_word("as")) fail_expected("`{` behind the old name", "`as` stands before `was`");
    }
    const Span opening = open_block("the table's name");
    const bool whole = items(opening, fmt::format("table `{}`", table.name.text), [&](std::string item_doc) {
        table_item(table, std::move(item_doc));
        end_item();
    });
    table.damaged = !whole;
    doc_behind(table.doc);
    return table;
}

void Grammar::table_item(ast::Table& table, std::string doc) {
    const Token& word = peek();
    if (word.is_word("primary")) return primary_key_item(table);
    if (word.is_word("unique")) return unique_item(table);
    if (word.is_word("check")) return check_item(table);
    if (word.is_word("index")) return index_item(table, false, take().span);
    if (word.is_word("foreign")) return foreign_item(table);
    if (word.is_word("on")) return option_item(table);
    column(table, std::move(doc));
}

void Grammar::primary_key_item(ast::Table& table) {
    const Span first = take().span;
    if (!accept_word("key")) fail_expected("`key` behind `primary`", as_column("primary"));
    ast::PrimaryKey key;
    key.name = optional_name();
    key.terms = terms("the key's columns in parentheses");
    if (accept_word("autoincrement")) key.autoincrement = last();
    key.conflict = conflict_clause();
    key.span = since(first);
    table.primary_keys.push_back(std::move(key));
}

void Grammar::unique_item(ast::Table& table) {
    const Span first = take().span;
    if (accept_word("index")) return index_item(table, true, first);
    ast::Unique unique;
    unique.name = optional_name();
    unique.terms = terms("the unique columns in parentheses", as_column("unique"));
    unique.conflict = conflict_clause();
    unique.span = since(first);
    table.uniques.push_back(std::move(unique));
}

void Grammar::check_item(ast::Table& table) {
    const Span first = take().span;
    ast::Check check;
    check.name = optional_name();
    check.sql = expect_group("a condition in parentheses", as_column("check"));
    check.span = since(first);
    table.checks.push_back(std::move(check));
}

void Grammar::index_item(ast::Table& table, bool unique, Span first) {
    ast::Index index;
    index.unique = unique;
    index.name = optional_name();
    const std::string item = std::string(unique ? "unique index" : "index") +
                             (index.name ? fmt::format(" {}", index.name.text) : "");
    index.terms = terms("the indexed columns in parentheses", as_column("index"), item);
    if (accept_word("where")) index.where = expect_group("a condition in parentheses");
    if (peek().is_word("was")) index.was = was_clause();
    index.span = since(first);
    table.indexes.push_back(std::move(index));
}

void Grammar::foreign_item(ast::Table& table) {
    const Span first = take().span;
    ast::ForeignKey key;
    key.name = optional_name();
    key.columns = names("the referring columns in parentheses", as_column("foreign"));
    if (!peek().is_punct("->")) fail_expected("`->` and the table referred to");
    key.reference = reference_clause();
    key.span = since(first);
    table.foreign_keys.push_back(std::move(key));
}

void Grammar::option_item(ast::Table& table) {
    const Span first = take().span;
    if (!accept_word("sqlite")) fail_expected("`sqlite` behind `on`", as_column("on"));
    if (accept_word("strict")) {
        once(table.strict.has_value(), since(first), "`on sqlite strict`");
        table.strict = since(first);
        return;
    }
    if (!accept_word("without")) fail_expected("`strict` or `without rowid`");
    expect_word("rowid", "behind `without`");
    once(table.without_rowid.has_value(), since(first), "`on sqlite without rowid`");
    table.without_rowid = since(first);
}

ast::Name Grammar::as_clause() {
    if (!accept_word("as")) return {};
    return expect_name("a C++ name");
}

ast::Was Grammar::was_clause() {
    const Span first = take().span;
    ast::Was was;
    was.name = expect_name("the old name");
    was.clause = since(first);
    return was;
}

std::vector<ast::Name> Grammar::names(std::string_view what, std::string help) {
    const ast::Sql group = expect_group(what, std::move(help));
    return ListReader(*this, group).names();
}

std::vector<ast::Term> Grammar::terms(std::string_view what, std::string help, std::string item) {
    const ast::Sql group = expect_group(what, std::move(help));
    return ListReader(*this, group, std::move(item)).terms();
}

}  // namespace varve::compiler
