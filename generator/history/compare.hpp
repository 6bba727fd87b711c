#pragma once

#include "generator/history/diff.hpp"
#include "generator/history/rename.hpp"

namespace varve::compiler {

/// The difference itself, without judging it: what diff() tells and what a plan's comments say.
Changes compare(const Schema& before, const Schema& after, const Matching& matching);

/// The part about one table that stands in both. `before` must already read in today's names.
void compare_table(const Schema& before_schema, const Table& before, const Schema& after_schema,
                   const TableMatch& match, Changes& changes);

}  // namespace varve::compiler
