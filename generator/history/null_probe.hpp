#pragma once

#include <string>
#include <vector>

#include "generator/model/schema.hpp"

namespace varve::compiler {

/// The generated columns of a table that must not be NULL and are, in a row of NULL in `nulls` and 1 in all
/// other columns. None where SQLite cannot tell, for want of a function that the program brings.
std::vector<std::string> generated_nulls(const Schema& schema, const Table& table,
                                         const std::vector<std::string>& nulls);

}  // namespace varve::compiler
