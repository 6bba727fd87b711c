#pragma once

#include "generator/model/schema.hpp"

namespace varve::compiler {

/// Today's schema without each `convert` whose column has its type already: the hint is warned of as spent,
/// and nothing may be converted by it again.
Schema without_spent_converts(Schema today, const Schema& before);

}  // namespace varve::compiler
