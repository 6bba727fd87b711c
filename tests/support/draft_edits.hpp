#pragma once

#include "tests/support/draft_maker.hpp"

namespace varve::compiler::testing {

/// One of the changes that schemas go through in their lives, from a word in a CHECK to a swap of tables. It
/// may come to nothing, and what it makes may be no schema.
void edit(DraftMaker& maker, DraftSchema& schema);

}  // namespace varve::compiler::testing
