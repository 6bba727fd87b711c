#pragma once

#include <string_view>

#include "generator/model/schema.hpp"
#include "generator/syntax/ast.hpp"

namespace varve::compiler {

/// SQL of the file in the form in which the model keeps it. A semicolon at its end goes.
SqlText sql_text(const ast::Sql& sql);
SqlText sql_text(std::string_view sql);

/// A virtual table's arguments, given with their parentheses, in the form in which the model keeps them:
/// without.
SqlText module_arguments(std::string_view group);

/// `'it''s'`
SqlText sql_string(std::string_view text);

}  // namespace varve::compiler
