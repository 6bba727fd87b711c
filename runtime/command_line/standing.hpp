#pragma once

#include <string_view>
#include <varve/migrate.hpp>

namespace varve::detail {

/// The words of `--json`: part of the interface, never changed.
std::string_view to_word(Standing standing);

}  // namespace varve::detail
