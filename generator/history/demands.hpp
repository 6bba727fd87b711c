#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/base/span.hpp"
#include "generator/history/carry.hpp"
#include "generator/model/schema.hpp"

namespace varve::compiler {

/// A constraint that a step lays on rows which were written without it.
struct Demand {
    std::string table;       ///< its name before the step
    std::string breaking;    ///< rows that do not fit: "two rows of `users` have the same `email`"
    std::string constraint;  ///< "unique `users_email_key`"
    Span span;               ///< in the schema after the step
    bool mended = false;     ///< the step changes or deletes rows of the table itself
};

/// What a step's schema asks of the rows that stand: new keys, unique constraints and indexes, checks and
/// references over columns that they bring along. What an older constraint promises already is no demand.
std::vector<Demand> new_demands(const Schema& before, const Schema& after, const Carry& carry,
                                std::string_view up);

}  // namespace varve::compiler
