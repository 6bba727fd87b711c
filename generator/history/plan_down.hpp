#pragma once

#include <string>
#include <vector>

#include "generator/history/course.hpp"

namespace varve::compiler {

/// `before` with the hints that lead back to it: `was` the other way round, enum maps that can be undone.
Schema hints_back(const Course& up);

/// Values that the up gives up for good: what it drops and what it converts, fills or merges.
std::vector<std::string> lost_by(const Course& up);

/// Why rows that stand would name rows which a down cannot bring back, a sentence a foreign key.
std::vector<std::string> empty_parents(const Course& down);

/// Why a constraint of the older schema may refuse values that the way back makes up, a sentence each.
std::vector<std::string> made_up_values(const Course& up, const Course& down);

}  // namespace varve::compiler
