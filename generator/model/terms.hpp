#pragma once

#include <vector>

#include "generator/model/schema.hpp"

namespace varve::compiler {

/// The terms of a unique key, whether it spells them or names plain columns alone.
std::vector<KeyTerm> terms_of(const Unique& unique);

}  // namespace varve::compiler
