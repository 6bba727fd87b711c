#include "generator/syntax/grammar.hpp"

namespace varve::compiler {

/// Values are items that a comma may end too, so that short enums stand on one line.
ast::Enum Grammar::enumeration(std::string doc) {
    ast::Enum enumeration;
    enumeration.doc = std::move(doc);
    enumeration.name = expect_name("the enum's name");
    const Span opening = open_block("the enum's name");
    const bool whole = items(opening, "enum `" + enumeration.name.text + "`", [&](std::string value_doc) {
        ast::EnumValue value{expect_name("a value"), std::move(value_doc)};
        if (!accept_punct(",") && !at_item_end()) fail_expected("`,` or the end of the line");
        doc_behind(value.doc);
        enumeration.values.push_back(std::move(value));
    });
    enumeration.damaged = !whole;
    if (peek().is_word("map")) enum_map(enumeration);
    doc_behind(enumeration.doc);
    return enumeration;
}

void Grammar::enum_map(ast::Enum& enumeration) {
    const Span first = take().span;
    const Span opening = open_block("`map`");
    items(opening, "`map`", [&](const std::string&) {
        ast::Name old = expect_name("an old value");
        expect_punct("->", "between the old value and the new one");
        enumeration.map.emplace_back(std::move(old), expect_name("a new value"));
        if (!accept_punct(",") && !at_item_end()) fail_expected("`,` or the end of the line");
    });
    enumeration.map_clause = since(first);
}

ast::NamedType Grammar::named_type() {
    ast::NamedType named;
    named.name = expect_name("the type's name");
    expect_punct("=", "behind the type's name");
    named.base = type();
    if (!accept_word("as")) return named;
    named.cpp_type = expect_text("the C++ type in quotes");
    if (accept_word("from")) named.cpp_header = expect_text("the header in quotes");
    return named;
}

}  // namespace varve::compiler
