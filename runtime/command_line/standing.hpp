#pragma once

#include <string_view>
#include <varve/migrate.hpp>

namespace varve::detail {

/// The words of `--json`: part of the interface, never changed.
std::string_view word_of(Standing standing);

}  // namespace varve::detail
