#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/syntax/ast.hpp"
#include "generator/syntax/cursor.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {

/// Reads the inside of a group as a list: names, or the terms of a key. Errors go through the cursor.
class ListReader {
public:
    /// `item` is what stands before the group of an index, for the line that mends an error.
    ListReader(Cursor& cursor, const ast::Sql& group, std::string item = {});

    bool empty() const { return at_end(); }
    std::vector<ast::Name> names();
    std::vector<ast::Term> terms();

private:
    bool at_end() const { return at_ + 1 >= tokens_.size(); }  ///< at the closing parenthesis
    bool at(std::string_view text) const;
    std::string_view text() const;
    Span span(std::size_t token) const;
    void comma(std::string_view expected);
    ast::Name name();
    ast::Term term();
    ast::Sql expression();
    bool at_term_end() const;
    void check_term_end(std::size_t first);
    std::string mended(std::size_t first) const;
    [[noreturn]] void fail(std::string_view expected);

    Cursor& cursor_;
    const ast::Sql& group_;
    std::string item_;
    std::vector<detail::SqlToken> tokens_;
    std::size_t at_ = 1;
};

}  // namespace varve::compiler
