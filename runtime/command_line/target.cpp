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

std::optional<Place> find(const Chain& chain, std::string_view text) {
    if (text == "base") return Place{0};
    if (text == "head") return Place{chain.count};
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

Place move(const Chain& chain, std::string_view text, Place from, const Offset& offset) {
    const std::string start = name_at(chain, from);
    if (offset.down && offset.steps > from) {
        refuse(fmt::format("`{}` goes below base: {} is {} above it", text, start, from));
    }
    if (!offset.down && offset.steps > chain.count - from) {
        refuse(fmt::format("`{}` goes beyond the head: {} is {} below it", text, start, chain.count - from));
    }
    return offset.down ? from - offset.steps : from + offset.steps;
}

}  // namespace

std::string_view digest_at(const Chain& chain, Place place) {
    return place == 0 ? std::string_view{} : chain.revisions[place - 1].digest;
}

std::string name_at(const Chain& chain, Place place) {
    return place == 0 ? "base" : describe(chain.revisions[place - 1]);
}

Place resolve_target(const Chain& chain, std::string_view text, const std::function<Place()>& current) {
    if (const std::optional<Place> place = find(chain, text)) return *place;
    const std::optional<Offset> offset = as_offset(text);
    if (!offset) refuse_unknown(chain, text);
    if (offset->from.empty()) return move(chain, text, current(), *offset);
    const std::optional<Place> from = find(chain, offset->from);
    if (!from) refuse_unknown(chain, offset->from);
    return move(chain, text, *from, *offset);
}

}  // namespace varve::detail
