#pragma once

#include <string>
#include <string_view>
#include <varve/migrate.hpp>

namespace varve::detail {

/// The words of `--json`: part of the interface, never changed.
std::string_view word_of(Standing standing);

/// "2 behind the head, 0003 `newest` (…)", or the heads where several follow. Of a database that has a place.
std::string way_ahead_in_words(const Position& position, const Chain& chain);

/// "0002 `add_phone` (3f2a8c01d9e4) (head)", or how many it is behind; what is wrong where it has no place.
std::string place_in_words(const Position& position, const Chain& chain);

}  // namespace varve::detail
