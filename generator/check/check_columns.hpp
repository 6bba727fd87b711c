#pragma once

#include "generator/check/context.hpp"

namespace varve::compiler {

Check make_check(const ast::Check& check);

/// The column as its line says it: type, default, checks and hints. Keys and references come later.
Column make_column(Context& context, const ast::Table& table, const ast::Column& column);

}  // namespace varve::compiler
