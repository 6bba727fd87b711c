#pragma once

#include <string>
#include <vector>

#include "generator/history/revision.hpp"

namespace varve::compiler {

/// The statements of a revision's up that change rows and that no plan from `before` to its schema has: what
/// its author wrote by hand, in its order. Of a rebuild or an edit nothing is taken: both are of tables as
/// they were then.
std::vector<std::string> hand_written(const RevisionSource& revision, const Schema& before);

}  // namespace varve::compiler
