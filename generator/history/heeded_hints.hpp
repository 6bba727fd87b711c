#pragma once

#include <string_view>

#include "generator/model/schema.hpp"

namespace varve::compiler {

/// Today's schema as it is compared with a written draft: with the names that it inherits from it, and
/// without the hints that the draft has heeded, for they speak to the newest frozen revision and would be
/// applied twice. Whether a rename was, tells the draft's own SQL.
Schema against_draft(Schema today, const Schema& frozen, const Schema& drafted, std::string_view draft_up);

}  // namespace varve::compiler
