#pragma once

#include <string_view>

#include "generator/history/rename.hpp"
#include "generator/model/schema.hpp"

namespace varve::compiler {

/// `after` with a `was` wherever the step's normalised SQL renames: freezing takes such hints out of the
/// schema.
Schema with_written_renames(Schema after, const Schema& before, std::string_view up);

/// The same schema under the new names. As it was where one of them is taken.
Schema under_new_names(const Schema& schema, const Renames& renames);

}  // namespace varve::compiler
