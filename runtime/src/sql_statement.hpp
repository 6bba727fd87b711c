#pragma once

#include "runtime/src/sql_chars.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::detail {

/// Tells which semicolon ends a statement. Only CREATE TRIGGER has semicolons inside: it ends at `; END ;`,
/// as sqlite3_complete() has it (the END of a CASE never follows a semicolon).
class StatementEnd {
public:
    /// Takes the next token and its text; true if it is the semicolon that ends the statement.
    bool feed(const SqlToken& token, std::string_view text) {
        if (token.kind == SqlTokenKind::semicolon) {
            const bool ends = !in_trigger_ || after_end_;
            *this = ends ? StatementEnd{} : *this;
            after_end_ = false;
            after_semicolon_ = !ends;
            return ends;
        }
        const bool is_word = token.kind == SqlTokenKind::word;
        after_end_ = after_semicolon_ && is_word && equal_ignoring_case(text, "END");
        after_semicolon_ = false;
        if (!head_over_) read_head(is_word ? text : std::string_view{});
        return false;
    }

private:
    void read_head(std::string_view word) {
        const auto is = [word](std::string_view keyword) { return equal_ignoring_case(word, keyword); };
        in_trigger_ = is("TRIGGER");
        head_over_ = in_trigger_ || !(is("EXPLAIN") || is("QUERY") || is("PLAN") || is("CREATE") ||
                                      is("TEMP") || is("TEMPORARY"));
    }

    bool head_over_ = false;
    bool in_trigger_ = false;
    bool after_semicolon_ = false;
    bool after_end_ = false;
};

}  // namespace varve::detail
