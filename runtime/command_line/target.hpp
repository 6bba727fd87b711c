#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <varve/chain.hpp>

namespace varve::detail {

/// A place in a chain: how many of its revisions are applied there. 0 is base, `chain.count` the head.
using Place = std::size_t;

/// Understands `head`, `base`, `current`, an id, 4 and more of its first digits, a name, `+N` and `-N` from
/// where the database stands, and `+N`, `-N` behind any of them. `current` is asked only when it matters.
/// Throws CommandError (usage) when the text names no revision, several, or a place beyond either end.
Place resolve_target(const Chain& chain, std::string_view text, const std::function<Place()>& current);

/// Revisions of a chain, the first and the last included; none where the first is behind the last.
struct PlaceRange {
    Place first = 1;
    Place last = 0;
};

PlaceRange one_place(Place place);

/// Understands `a:b`, `a:`, `:b` and one revision alone. `-N:b` begins N before b, `a:+N` ends N behind a. An
/// empty text is the whole chain. Throws as resolve_target() does.
PlaceRange resolve_range(const Chain& chain, std::string_view text, const std::function<Place()>& current);

std::string_view digest_at(const Chain& chain, Place place);  ///< "" for base
std::string name_at(const Chain& chain, Place place);  ///< "0002 `add_phone` (3f2a8c01d9e4)", or "base"

}  // namespace varve::detail
