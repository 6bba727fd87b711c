#pragma once

#include <cstddef>
#include <vector>

#include "generator/model/schema.hpp"

namespace varve::compiler {

/// Indexes into `schema.tables`, parents before children as far as there is no cycle.
std::vector<std::size_t> parents_first(const Schema& schema);

}  // namespace varve::compiler
