#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <varve/chain.hpp>
#include <vector>

#include "runtime/src/graph.hpp"

namespace varve::detail {

/// Where a database stands, and the line on which it came there: places, oldest first, its own the last.
struct Here {
    Place place = 0;
    std::vector<Place> line = {};

    Here(Place at) : place(at) {}  // NOLINT(google-explicit-constructor): on a line the place says it all
};

/// Understands `head`, `heads`, `base`, `current`, an id, 4 and more of its first digits, a name, `+N` and
/// `-N` from where the database stands, and `+N`, `-N` behind any of them. `current` is asked only when it
/// matters. Throws CommandError (usage) when the text names no revision, several, or a place beyond either
/// end. Steps back from where a database stands go along its own line.
Place resolve_target(const Chain& chain, std::string_view text, const std::function<Here()>& current);

/// Revisions of a chain, the first and the last included; none where the first is behind the last.
struct PlaceRange {
    Place first = 1;
    Place last = 0;
};

PlaceRange one_place(Place place);

/// Understands `a:b`, `a:`, `:b` and one revision alone. `-N:b` begins N before b, `a:+N` ends N behind a. An
/// empty text is the whole chain. Throws as resolve_target() does.
PlaceRange resolve_range(const Chain& chain, std::string_view text, const std::function<Here()>& current);

/// The revisions of a range, newest first: those that stand on its first and that its last stands on.
std::vector<Place> places_in(const Chain& chain, const PlaceRange& range);

std::string_view digest_at(const Chain& chain, Place place);  ///< "" for base
std::string name_at(const Chain& chain, Place place);  ///< "0002 `add_phone` (3f2a8c01d9e4)", or "base"
std::string names_at(const Chain& chain, const std::vector<Place>& places);  ///< "a, b and c"

}  // namespace varve::detail
