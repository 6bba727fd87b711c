#pragma once

#include <set>
#include <string>

#include "generator/history/revision.hpp"
#include "generator/model/schema.hpp"

namespace varve::compiler {

/// The tables whose rows a step can read, change or be held to, by their folded names on either side of it:
/// SQL comes to a row only by a name that it says, by a view or a trigger on what it names, and by a
/// reference. With them come the tables that these refer to, for no row is made without its parents. Errs
/// towards more: every word counts as a name.
std::set<std::string> reach_of(const RevisionSource& source, const Schema& before, const Schema& after);

/// The schema with these tables alone.
Schema within(const Schema& schema, const std::set<std::string>& tables);

}  // namespace varve::compiler
