#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/src/sql_tokens.hpp"

namespace varve::detail {

/// What a revision declares that it loses: a table's rows, or one column's values.
struct Loss {
    std::string table;   ///< folded
    std::string column;  ///< folded; "" for the table
};

enum class DirectiveKind { lose, rebuild, edit, end, grade, compatible, preflight };

struct Directive {
    DirectiveKind kind;
    std::vector<Loss> losses;  ///< of `lose` and `grade loses`
    std::string table;         ///< of `rebuild`, `edit` and `preflight`, as written
    std::string words;         ///< of `preflight`: what is wrong with a row
};

/// Reads a directive of a normalised text, without its `--@ `. Throws StepFailure on one that varve does not
/// know: a misspelt directive must not pass for a comment.
Directive read_directive(std::string_view text);

/// What `ALTER TABLE` does, as far as keeping count needs to know.
struct Alteration {
    std::string table;
    std::string renamed_to;      ///< of the table
    std::string column;          ///< dropped or renamed
    std::string column_renamed;  ///< its new name; "" when it is dropped
};

/// Nothing when the statement is no ALTER TABLE, or only adds.
std::optional<Alteration> read_alteration(std::string_view statement);

/// The same of a statement's tokens.
std::optional<Alteration> read_alteration(const std::vector<std::string_view>& texts);

/// The texts of the tokens, in order.
std::vector<std::string_view> token_texts(std::string_view sql);

/// Whether the bare word stands in the SQL, in any case.
bool has_word(std::string_view sql, std::string_view word);

}  // namespace varve::detail
