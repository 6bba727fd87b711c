#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "generator/syntax/ast.hpp"
#include "generator/syntax/cursor.hpp"

namespace varve::compiler {

/// The grammar of one file, a function for each of its rules. Rules throw Abandoned behind a reported error.
class Grammar : private Cursor {
public:
    using Cursor::Cursor;

    /// Reads what it can into `file`.
    void read(ast::File& file);

private:
    using ColumnRule = void (Grammar::*)(ast::Column&);

    void top_level_item(ast::File& file, std::string doc);
    void declaration(ast::File& file, const Token& word, std::string doc);
    void surrounding(ast::File& file, const Token& word, std::string doc);
    bool at_top_level_word() const;
    bool at_top_level_item() const;
    void skip_unknown_items();

    ast::Settings settings(Span first);
    void setting(ast::Settings& settings);
    ast::Enum enumeration(std::string doc);
    void enum_map(ast::Enum& enumeration);
    ast::NamedType named_type();
    ast::Table table(std::string doc);
    ast::View view(std::string doc);
    void view_columns(ast::View& view);
    ast::Trigger trigger(std::string doc);
    void trigger_event(ast::Trigger& trigger);
    ast::VirtualTable virtual_table(std::string doc);
    ast::Search search(std::string doc);
    ast::Requirement requirement(Span first);
    ast::Unmanaged unmanaged(Span first);
    ast::Include include(Span first);

    void table_item(ast::Table& table, std::string doc);
    void primary_key_item(ast::Table& table);
    void unique_item(ast::Table& table);
    void check_item(ast::Table& table);
    void index_item(ast::Table& table, bool unique, Span first);
    void foreign_item(ast::Table& table);
    void option_item(ast::Table& table);

    void column(ast::Table& table, std::string doc);
    void modifiers(ast::Column& column);
    static ColumnRule rule_of(const Token& token);
    [[noreturn]] void unknown_modifier(const Token& token);
    void primary_key(ast::Column& column);
    void unique(ast::Column& column);
    void not_null(ast::Column& column);
    void collate(ast::Column& column);
    void default_value(ast::Column& column);
    void generated(ast::Column& column);
    void reference(ast::Column& column);
    void column_check(ast::Column& column);
    void was(ast::Column& column);
    void fill(ast::Column& column);
    void convert(ast::Column& column);
    void lazy(ast::Column& column);
    void cpp_name(ast::Column& column);
    void sqltype(ast::Column& column);

    ast::Type type();
    std::int64_t length_in(const Token& group);
    ast::Literal literal(std::string_view what);
    ast::Was was_clause();
    ast::Reference reference_clause();
    void parent(ast::Reference& reference);
    bool reference_option(ast::Reference& reference);
    void action_clause(ast::Reference& reference);
    void deferral(ast::Reference& reference);
    std::string action();
    ast::Conflict conflict_clause();
    ast::Name optional_name();
    ast::Name name_among_modifiers();
    ast::Name as_clause();
    ast::Name new_name(std::string_view what);
    std::vector<ast::Name> names(std::string_view what, std::string help = {});
    std::vector<ast::Term> terms(std::string_view what, std::string help = {}, std::string item = {});

    Span open_block(std::string_view what);
    template <typename Item>
    bool items(Span opening, std::string_view what, Item item);
    void end_item();
    void once(bool already, Span span, std::string_view what);
};

/// Reads the items of a block up to its `}`: one error an item. False when an item was dropped.
template <typename Item>
bool Grammar::items(Span opening, std::string_view what, Item item) {
    bool whole = true;
    for (;;) {
        std::string doc = doc_before();
        if (accept_punct("}")) return whole;
        if (peek().is(TokenKind::end) || at_top_level_item()) {
            report(DiagnosticKind::unterminated, opening,
                   "the `{` of " + std::string(what) + " is never closed",
                   {{peek().span, "`}` is missing before this"}});
            return false;
        }
        try {
            item(std::move(doc));
        } catch (const Abandoned&) {
            whole = false;
            skip_item();
        }
    }
}

}  // namespace varve::compiler
