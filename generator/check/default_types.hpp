#pragma once

#include <string_view>

#include "generator/model/schema.hpp"

namespace varve::compiler {

/// Which literals of the language a column takes as its default: asked when one is read, and when one is
/// printed.

/// Of a type that is stored as text, or as anything.
bool holds_text(TypeKind kind);

/// Whether the number stands as it is; a column with a type of its own (`sqltype`) takes every one.
bool holds_number(TypeKind kind, bool has_sqltype, std::string_view number);

/// What stands behind `=`: a literal where the language has one that means the same, else the SQL itself.
std::string print_default(const Schema& schema, const Column& column);

}  // namespace varve::compiler
