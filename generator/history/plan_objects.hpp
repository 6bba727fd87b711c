#pragma once

#include <string>
#include <vector>

#include "generator/history/course.hpp"

namespace varve::compiler {

/// What stands around the tables and must make way: dropped before the tables change, created behind them.
struct ObjectSteps {
    std::vector<std::string> drops;  ///< statements, in an order in which they run
    std::vector<std::string> creates;
};

/// Views and triggers that changed, or that name what ALTER TABLE renames or what is dropped: SQLite would
/// rewrite or refuse them. Those of a rebuilt table stay: the executor carries them over.
ObjectSteps view_and_trigger_steps(const Course& course, const Renames& altered);

/// Indexes of the tables that stay, where ALTER TABLE or the executor does not carry them over as they shall
/// be.
ObjectSteps index_steps(const Course& course, const Renames& altered);

}  // namespace varve::compiler
