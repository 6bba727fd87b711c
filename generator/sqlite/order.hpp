#pragma once

#include <vector>

#include "generator/model/schema.hpp"

namespace varve::compiler::sqlite {

/// The tables so that a referenced one stands before those that refer to it; otherwise in the schema's order.
/// In a cycle the schema's order decides.
std::vector<const Table*> parents_first(const Schema& schema);

}  // namespace varve::compiler::sqlite
