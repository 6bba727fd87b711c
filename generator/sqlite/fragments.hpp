#pragma once

#include <cstddef>
#include <vector>

#include "generator/model/schema.hpp"
#include "generator/sqlite/render.hpp"

namespace varve::compiler::sqlite {

/// A piece of a rendered statement that the author wrote as SQL.
struct Fragment {
    std::size_t begin = 0;  ///< in the statement
    std::size_t end = 0;
    Span span;  ///< where it stands in the schema; empty for what the compiler made
};

/// In the order of the statement.
std::vector<Fragment> fragments_of(const Schema& schema, const Statement& statement);

/// The object that the statement makes, in the schema.
Span object_span(const Schema& schema, const Statement& statement);

}  // namespace varve::compiler::sqlite
