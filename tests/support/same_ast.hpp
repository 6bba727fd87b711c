#pragma once

#include <string>
#include <utility>
#include <vector>

#include "generator/syntax/grammar.hpp"
#include "generator/syntax/lexer.hpp"

namespace varve::compiler::testing {

/// A parsed text without its places: two of them are equal when the texts say the same.
struct PlacelessAst {
    ast::File file;
    bool good = false;  ///< parsed without errors

    bool operator==(const PlacelessAst&) const = default;
};

/// Within a list places are counted from its bracket, and so they tell its spacing.
class ListPlaces {
public:
    static void clear(ast::File& file) {
        for (ast::Table& table : file.tables) {
            each(table.primary_keys, [](auto& key) { clear(key.terms); });
            each(table.indexes, [](auto& index) { clear(index.terms); });
            each(table.uniques, [](auto& unique) { clear(unique); });
            each(table.foreign_keys, [](auto& key) { clear(key.columns), clear(key.reference.columns); });
            for (ast::Column& column : table.columns)
                if (column.reference) clear(column.reference->columns);
        }
        each(file.searches, [](auto& search) { clear(search.columns); });
    }

private:
    template <typename List, typename Step>
    static void each(List& list, Step step) {
        for (auto& item : list)
            step(item);
    }
    static void clear(ast::Unique& unique) { clear(unique.terms); }
    static void clear(std::vector<ast::Name>& names) {
        each(names, [](ast::Name& name) { name.span = {}; });
    }
    static void clear(std::vector<ast::Term>& terms) {
        each(terms, [](ast::Term& term) {
            term.span = term.column.span = term.collate.span = {};
            if (term.expression) term.expression->span = {};
        });
    }
};

/// A line's end is one, however it is written: SQL is read so, too.
inline std::string with_plain_line_ends(const std::string& text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at)
        if (text.compare(at, 2, "\r\n") != 0) plain += text[at];
    return plain;
}

/// Every token is moved to the same place before it is parsed, and so every span of the result is, too.
inline PlacelessAst placeless_ast(const std::string& text) {
    SourceSet sources;
    DiagnosticSink sink;
    std::vector<Token> tokens = lex(sources, sources.add("a.varve", with_plain_line_ends(text)));
    for (Token& token : tokens)
        token.span = {};
    PlacelessAst parsed;
    try {
        Grammar(tokens, sink).read(parsed.file);
    } catch (const TooManyErrors&) {
        return parsed;
    }
    ListPlaces::clear(parsed.file);
    parsed.good = !sink.has_errors();
    return parsed;
}

}  // namespace varve::compiler::testing
