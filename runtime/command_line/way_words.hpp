#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <varve/chain.hpp>
#include <varve/connection.hpp>

namespace varve::detail {

/// The ways of a revision that has several, each as a plain revision would have it alone; the revision itself
/// where it has none.
std::vector<Revision> ways_of(const Revision& revision);

/// "438fa4e90a11 from 487fae172092 (superseded)": by its body and its parent. "" for a plain revision's.
std::string way_name(const Revision& revision, const Revision& way);

/// What going down by it costs, in words.
std::string cost_of_down(const Revision& way);

/// An array: body, parent, superseded, down, loses.
nlohmann::ordered_json ways_in_json(const Revision& revision);

/// The body of what the database ran to get where it is; "" without a ledger.
std::string body_that_ran(const Connection& connection);

}  // namespace varve::detail
