#include "runtime/command_line/target.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "runtime/command_line/command_error.hpp"
#include "runtime/src/names.hpp"

namespace varve::detail {
namespace {

constexpr std::size_t shortest_prefix = 4;

[[noreturn]] void refuse(const std::string& message) {
    throw CommandError(exit_usage, message);
}

/// Upper-case digits are as good as lower-case ones.
std::optional<std::string> as_id_prefix(std::string_view text) {
    if (text.size() < shortest_prefix || text.size() > 64) return std::nullopt;
    std::string prefix(text);
    for (char& c : prefix) {
        if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
        if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) return std::nullopt;
    }
    return prefix;
}

std::vector<Place> places_named(const Chain& chain, std::string_view text) {
    const std::optional<std::string> prefix = as_id_prefix(text);
    std::vector<Place> places;
    for (std::size_t i = 0; i != chain.count; ++i) {
        const Revision& revision = chain.revisions[i];
        if (revision.name == text || (prefix && revision.digest.starts_with(*prefix)))
            places.push_back(i + 1);
    }
    return places;
}

/// The one head that `from` leads to.
Place head_above(const Chain& chain, std::string_view text, Place from) {
    const std::vector<Place> heads = Graph(chain).heads_above(from);
    if (heads.size() > 1)
        refuse(fmt::format(
            "`{}` is ambiguous: {} {} heads, {}; bring them together with `varve merge`, put one branch "
            "behind the other with `varve rebase --base <ref>`, or name one of them",
            text, from == 0 ? "the chain has" : name_at(chain, from) + " leads to", heads.size(),
            names_at(chain, heads)));
    return heads.empty() ? chain.count : heads.front();
}

std::optional<Place> find(const Chain& chain, std::string_view text) {
    if (text == "base") return Place{0};
    if (text == "head" || text == "heads") return head_above(chain, text, 0);
    const std::vector<Place> places = places_named(chain, text);
    if (places.empty()) return std::nullopt;
    if (places.size() == 1) return places.front();
    std::string message = fmt::format(
        "`{}` names {} revisions; give more digits of the id of the one you mean:", text, places.size());
    for (const Place place : places)
        message += "\n  " + name_at(chain, place);
    refuse(message);
}

[[noreturn]] void refuse_unknown(const Chain& chain, std::string_view text) {
    for (std::size_t i = 0; i != chain.count; ++i) {
        if (chain.revisions[i].number == text) {
            refuse(fmt::format("`{}` is a directory's number, which may repeat: name it by id or name, {}",
                               text, name_at(chain, i + 1)));
        }
    }
    if (text.find(':') != std::string_view::npos)
        refuse(
            fmt::format("`{}` is a range, which `upgrade` and `downgrade` take with `--sql`, and `history` "
                        "with `-r`: name one revision",
                        text));
    const bool too_short = !text.empty() && text.size() < shortest_prefix;
    refuse(fmt::format("no revision `{}` in the chain of {}{}: `history` lists them", text, chain.schema,
                       too_short ? fmt::format(" (an id needs {} digits and more)", shortest_prefix) : ""));
}

/// "+2" and "-1" behind a revision, or alone.
struct Offset {
    std::string_view from;
    bool down = false;
    std::size_t steps = 0;
};

std::optional<Offset> as_offset(std::string_view text) {
    const std::size_t sign = text.find_last_of("+-");
    if (sign == std::string_view::npos || sign + 1 == text.size()) return std::nullopt;
    Offset offset{text.substr(0, sign), text[sign] == '-', 0};
    const char* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data() + sign + 1, end, offset.steps);
    if (stopped != end || error != std::errc{}) return std::nullopt;
    return offset;
}

[[noreturn]] void refuse_beyond(const Chain& chain, std::string_view text, const Offset& offset, Place from,
                                const std::string& steps) {
    refuse(fmt::format("`{}` goes {}: {} is {} {} it", text, offset.down ? "below base" : "beyond the head",
                       name_at(chain, from), steps, offset.down ? "above" : "below"));
}

/// How many steps lead from base to a place, by the shortest line and by the longest.
struct Depth {
    std::size_t least = 0;
    std::size_t most = 0;
};

Depth depth_of(const Graph& graph, Place place) {
    std::vector<Depth> depths(place + 1);
    for (Place at = 1; at <= place; ++at) {
        depths[at].least = std::string_view::npos;
        for (const Place parent : graph.parents(at)) {
            depths[at].least = std::min(depths[at].least, depths[parent].least + 1);
            depths[at].most = std::max(depths[at].most, depths[parent].most + 1);
        }
    }
    return depths[place];
}

/// One step where only one can be meant.
Place only(const Chain& chain, std::string_view text, Place at, const std::vector<Place>& next,
           std::string_view relation) {
    if (next.size() > 1)
        refuse(fmt::format("`{}` is ambiguous: {} {} {}; name the revision that you mean", text,
                           name_at(chain, at), relation, names_at(chain, next)));
    return next.front();
}

Place move_down(const Chain& chain, std::string_view text, const Here& from, const Offset& offset) {
    const std::size_t below = from.line.size();
    if (below != 0) {
        if (offset.steps > below) refuse_beyond(chain, text, offset, from.place, std::to_string(below));
        return offset.steps == below ? 0 : from.line[below - 1 - offset.steps];
    }
    const Graph graph(chain);
    const Depth depth = depth_of(graph, from.place);
    if (offset.steps > depth.most)
        refuse_beyond(chain, text, offset, from.place,
                      (depth.least == depth.most ? "" : "at most ") + std::to_string(depth.most));
    Place at = from.place;
    for (std::size_t step = 0; step != offset.steps; ++step)
        at = only(chain, text, at, graph.parents(at), "stands on");
    return at;
}

Place move_up(const Chain& chain, std::string_view text, const Here& from, const Offset& offset) {
    const Graph graph(chain);
    Place at = from.place;
    for (std::size_t step = 0; step != offset.steps; ++step) {
        const std::vector<Place> next = graph.children(at);
        if (next.empty()) refuse_beyond(chain, text, offset, from.place, std::to_string(step));
        at = only(chain, text, at, next, "is followed by");
    }
    return at;
}

Place move(const Chain& chain, std::string_view text, const Here& from, const Offset& offset) {
    return offset.down ? move_down(chain, text, from, offset) : move_up(chain, text, from, offset);
}

/// The end of a range stops at base and at the head, as Alembic's does.
Place clipped(const Chain& chain, std::string_view text, Place from) {
    const std::optional<Offset> offset = as_offset(text);
    if (!offset) refuse_unknown(chain, text);
    const Graph graph(chain);
    const std::vector<Place> line =
        offset->down ? graph.path(0, from) : graph.path(from, head_above(chain, text, from));
    if (offset->down) return offset->steps >= line.size() ? 0 : line[line.size() - 1 - offset->steps];
    return offset->steps == 0 || line.empty() ? from : line[std::min(line.size(), offset->steps) - 1];
}

}  // namespace

std::string_view digest_at(const Chain& chain, Place place) {
    return place == 0 ? std::string_view{} : chain.revisions[place - 1].digest;
}

std::string name_at(const Chain& chain, Place place) {
    return place == 0 ? "base" : describe(chain.revisions[place - 1]);
}

std::string names_at(const Chain& chain, const std::vector<Place>& places) {
    std::string text;
    for (std::size_t i = 0; i != places.size(); ++i)
        text += (i == 0 ? "" : i + 1 == places.size() ? " and " : ", ") + name_at(chain, places[i]);
    return text;
}

Place resolve_target(const Chain& chain, std::string_view text, const std::function<Here()>& current) {
    if (text == "current") return current().place;
    if (const std::optional<Place> place = find(chain, text)) return *place;
    const std::optional<Offset> offset = as_offset(text);
    if (!offset) refuse_unknown(chain, text);
    if (offset->from.empty() || offset->from == "current") return move(chain, text, current(), *offset);
    const std::optional<Place> from = find(chain, offset->from);
    if (!from) refuse_unknown(chain, offset->from);
    return move(chain, text, *from, *offset);
}

PlaceRange one_place(Place place) {
    return {place, place};
}

PlaceRange resolve_range(const Chain& chain, std::string_view text, const std::function<Here()>& current) {
    if (text.empty()) return {1, chain.count};
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return one_place(resolve_target(chain, text, current));
    const std::string_view left = text.substr(0, colon);
    const std::string_view right = text.substr(colon + 1);
    if (right.find(':') != std::string_view::npos)
        refuse(fmt::format("`{}` is no range: write `a:b`, `a:` or `:b`", text));
    const auto relative = [](std::string_view side, char sign) { return side.starts_with(sign); };
    if (relative(left, '-') && relative(right, '+'))
        refuse(fmt::format("`{}` is no range: one of its ends must name a revision", text));
    PlaceRange range{0, chain.count};
    if (!right.empty() && !relative(right, '+')) range.last = resolve_target(chain, right, current);
    if (right.empty() && relative(left, '-')) range.last = head_above(chain, text, 0);
    if (relative(left, '-'))
        range.first = clipped(chain, left, range.last);
    else if (!left.empty())
        range.first = resolve_target(chain, left, current);
    if (relative(right, '+')) range.last = clipped(chain, right, range.first);
    // From base on there is no line to follow: it is the whole chain.
    if (right.empty() && range.first != 0) range.last = head_above(chain, text, range.first);
    if (range.first > range.last)
        refuse(fmt::format("`{}` ends before it begins: {} is behind {}", text, name_at(chain, range.first),
                           name_at(chain, range.last)));
    if (!Graph(chain).leads(range.first, range.last))
        refuse(fmt::format("`{}` is no range: no line leads from {} to {}", text, name_at(chain, range.first),
                           name_at(chain, range.last)));
    return {std::max(range.first, Place{1}), range.last};
}

std::vector<Place> places_in(const Chain& chain, const PlaceRange& range) {
    const Graph graph(chain);
    const Place first = range.first == 1 ? 0 : range.first;
    const bool all = first == 0 && range.last == chain.count;
    std::vector<Place> places;
    for (Place place = range.last; place >= std::max(range.first, Place{1}) && place != 0; --place)
        if (all || (graph.leads(first, place) && graph.leads(place, range.last))) places.push_back(place);
    return places;
}

}  // namespace varve::detail
