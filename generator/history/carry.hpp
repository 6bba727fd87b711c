#pragma once

#include <map>
#include <string>
#include <string_view>

#include "generator/model/schema.hpp"

namespace varve::compiler {

/// What a step's SQL does to the rows of one table, as far as it can be read off: it is held to that.
struct CarriedTable {
    std::string from;                            ///< its name before the step
    std::map<std::string, std::string> columns;  ///< name after → name before; others hold new values
    bool grows = false;                          ///< rows were inserted
    bool touched = false;                        ///< rows were deleted or replaced: nothing can be expected
};

/// By the name after the step. All names are folded; a hidden rowid is the column `rowid_column`.
using Carry = std::map<std::string, CarriedTable>;

/// Follows renames, drops, UPDATE's assignments and the column lists of a rebuild's copy through a normalised
/// script.
Carry carry_of(std::string_view script, const Schema& before);

/// Every table and column under the name that it has: what a copy written by hand most likely means.
Carry carry_by_name(const Schema& before);

}  // namespace varve::compiler
