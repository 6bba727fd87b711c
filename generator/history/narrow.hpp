#pragma once

#include "generator/history/carry.hpp"
#include "generator/model/schema.hpp"

namespace varve::compiler {

/// `before`, with only those values allowed that `after` allows too where the carry says that a column lives
/// on: rows that a step can take along without a constraint standing in their way.
Schema narrowed_before(const Schema& before, const Schema& after, const Carry& carry);

/// The other way round: rows that a down can take back.
Schema narrowed_after(const Schema& before, const Schema& after, const Carry& carry);

/// The carry without the columns whose old values the new schema may not allow: a step has to change those.
Carry carried_as_they_are(Carry carry, const Schema& before, const Schema& after);

}  // namespace varve::compiler
