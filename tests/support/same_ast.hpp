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

/// Every token is moved to the same place before it is parsed, and so every span of the result is, too.
inline PlacelessAst placeless_ast(const std::string& text) {
    SourceSet sources;
    DiagnosticSink sink;
    std::vector<Token> tokens = lex(sources, sources.add("a.varve", text));
    for (Token& token : tokens)
        token.span = {};
    PlacelessAst parsed;
    try {
        Grammar(tokens, sink).read(parsed.file);
    } catch (const TooManyErrors&) {
        return parsed;
    }
    parsed.good = !sink.has_errors();
    return parsed;
}

}  // namespace varve::compiler::testing
