#include "runtime/src/graph.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace varve::detail {

namespace {

std::string_view next_digest(std::string_view& list) {
    const std::string_view digest = list.substr(0, list.find(' '));
    list.remove_prefix(std::min(digest.size() + 1, list.size()));
    return digest;
}

}  // namespace

bool is_line(const Chain& chain) {
    std::string_view before;
    for (const Revision& revision : chain) {
        if (revision.parents != before || revision.way_count != 0) return false;
        before = revision.digest;
    }
    return true;
}

const Way* newest_way(const Revision& revision, std::string_view parent) {
    for (std::size_t i = revision.way_count; i != 0; --i)
        if (revision.ways[i - 1].parent == parent) return revision.ways + i - 1;
    return nullptr;
}

Revision by_way(const Revision& revision, const Way* way) {
    Revision taken = revision;
    if (way == nullptr) return taken;
    taken.body = way->body;
    taken.up = way->up;
    taken.down = way->down;
    taken.grade = way->grade;
    taken.loses = way->loses;
    taken.compatible_readers = way->compatible_readers;
    taken.ways = way;
    taken.way_count = 1;
    return taken;
}

Graph::Graph(const Chain& chain) : chain_(chain), parents_(chain.count + 1) {
    std::unordered_map<std::string_view, Place> places;
    for (Place place = 1; place <= chain.count; ++place) {
        const Revision& revision = chain.revisions[place - 1];
        places.emplace(revision.digest, place);
        std::string_view left = revision.parents;
        while (!left.empty()) {
            const auto found = places.find(next_digest(left));
            if (found != places.end()) parents_[place].push_back(found->second);
        }
        if (parents_[place].empty()) parents_[place].push_back(0);
    }
}

Place Graph::place_of(std::string_view digest) const {
    for (Place place = chain_.count; place != 0; --place)
        if (chain_.revisions[place - 1].digest == digest) return place;
    return 0;
}

std::vector<Place> Graph::children(Place place) const {
    std::vector<Place> children;
    for (Place each = place + 1; each < parents_.size(); ++each)
        if (std::find(parents_[each].begin(), parents_[each].end(), place) != parents_[each].end())
            children.push_back(each);
    return children;
}

std::vector<Place> Graph::heads() const {
    std::vector<bool> followed(parents_.size());
    for (const std::vector<Place>& parents : parents_)
        for (const Place parent : parents)
            followed[parent] = true;
    std::vector<Place> heads;
    for (Place place = 1; place < parents_.size(); ++place)
        if (!followed[place]) heads.push_back(place);
    return heads;
}

std::vector<Place> Graph::heads_above(Place from) const {
    const std::vector<bool> reached = reached_from(from);
    std::vector<Place> above = heads();
    std::erase_if(above, [&](Place head) { return !reached[head]; });
    return above;
}

std::vector<Place> Graph::pending(Place from) const {
    const std::vector<Place> above = heads_above(from);
    return above.size() == 1 ? path(from, above.front()) : std::vector<Place>();
}

std::vector<bool> Graph::reached_from(Place from) const {
    std::vector<bool> reached(parents_.size());
    reached[from] = true;
    for (Place place = from + 1; place < parents_.size(); ++place)
        reached[place] = std::any_of(parents_[place].begin(), parents_[place].end(),
                                     [&](Place parent) { return reached[parent]; });
    return reached;
}

bool Graph::leads(Place from, Place to) const {
    return from <= to && reached_from(from)[to];
}

std::vector<Place> Graph::path(Place from, Place to) const {
    std::vector<Place> path;
    const std::vector<bool> reached = reached_from(from);
    if (!reached[to]) return path;
    for (Place place = to; place != from;) {
        path.push_back(place);
        const std::vector<Place>& parents = parents_[place];
        place = *std::find_if(parents.begin(), parents.end(), [&](Place parent) { return reached[parent]; });
    }
    std::reverse(path.begin(), path.end());
    return path;
}

}  // namespace varve::detail
