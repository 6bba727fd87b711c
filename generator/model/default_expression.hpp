#pragma once

#include "generator/model/schema.hpp"

namespace varve::compiler {

/// A default where an expression is expected. Behind DEFAULT a bare word and a name in quotes are text;
/// anywhere else they would name a column.
SqlText default_expression(const Default& value);

}  // namespace varve::compiler
