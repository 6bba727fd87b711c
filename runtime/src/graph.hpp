#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include <varve/chain.hpp>

namespace varve::detail {

/// A place in a chain: the first of its revisions is 1, and base is 0.
using Place = std::size_t;

/// Whether each revision of a chain stands on the one before it and is reached in one way, so that a place is
/// a number of revisions.
bool is_line(const Chain& chain);

/// The newest way into a revision from a parent; null for a plain revision.
const Way* newest_way(const Revision& revision, std::string_view parent);

/// A revision as one of its ways alone makes it; `ways` says then which one that was.
Revision by_way(const Revision& revision, const Way* way);

/// Which revisions of a chain stand on which. Refers to the chain.
class Graph {
public:
    explicit Graph(const Chain& chain);

    /// The place of a digest; base for "" and for what the chain does not hold.
    Place place_of(std::string_view digest) const;

    const std::vector<Place>& parents(Place place) const { return parents_.at(place); }
    std::vector<Place> children(Place place) const;
    std::vector<Place> heads() const;

    /// Whether `to` is `from`, or stands on it by any line.
    bool leads(Place from, Place to) const;

    /// What stands behind `from` up to `to`, oldest first: where several parents lead there, by the first of
    /// them. Empty where none does.
    std::vector<Place> path(Place from, Place to) const;

    /// The heads that `from` leads to, the lowest place first.
    std::vector<Place> heads_above(Place from) const;

    /// What stands behind `from` up to its head; empty where it leads to several, of which one must be named.
    std::vector<Place> pending(Place from) const;

private:
    std::vector<bool> reached_from(Place from) const;

    const Chain& chain_;
    std::vector<std::vector<Place>> parents_;
};

}  // namespace varve::detail
