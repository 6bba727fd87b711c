#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace varve::detail {

/// A rule that a new text lays on rows which were written without it.
struct EditRule {
    std::string words;   ///< of such a row: "`b` is NULL", "`CHECK (b > 0)` does not hold"
    std::string broken;  ///< SQL: true of a row that does not fit
};

/// What changes when one CREATE TABLE text takes the place of another while every row and index stays as it
/// lies in the file.
struct TableEdit {
    std::string obstacle;         ///< why that cannot be, "its columns change"; "" where it can
    std::vector<EditRule> rules;  ///< what the rows must be looked through for
    std::string broken;           ///< SQL: true of a row that no longer fits, by any check; "" for none
    bool references = false;      ///< foreign keys change
};

/// Compares the texts by their parts. Checks, NOT NULL, foreign keys and the names of constraints may change,
/// and declared types within their affinity. A default may change only where no row depends on it: of a
/// column that ALTER TABLE added, old rows hold nothing and read as what the default says now.
TableEdit compare_table_texts(std::string_view standing, std::string_view wanted);

}  // namespace varve::detail
