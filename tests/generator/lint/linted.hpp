#pragma once

#include <string>

namespace varve::compiler::testing {

/// What lint says of a schema, rendered. `newest`: the items of the newest frozen revision; "" for none. Both
/// get a schema block of one line.
std::string linted(const std::string& items, const std::string& newest = {});

}  // namespace varve::compiler::testing
