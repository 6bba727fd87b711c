#include "runtime/command_line/standing.hpp"

#include <fmt/format.h>

#include "runtime/command_line/session.hpp"

namespace varve::detail {

std::string_view word_of(Standing standing) {
    switch (standing) {
        case Standing::fresh:
            return "fresh";
        case Standing::behind:
            return "behind";
        case Standing::at_head:
            return "at_head";
        case Standing::unversioned:
            return "unversioned";
        case Standing::ahead:
            return "ahead";
        case Standing::draft:
            return "draft";
        case Standing::foreign:
            return "foreign";
        case Standing::unreadable:
            return "unreadable";
    }
    return "unknown";
}

std::string way_ahead_in_words(const Position& position, const Chain& chain) {
    const std::vector<Place> heads = Graph(chain).heads_above(place_of(chain, position));
    if (heads.size() > 1) return fmt::format("behind {} heads, {}", heads.size(), names_at(chain, heads));
    return fmt::format("{} behind the head, {}", pending_at(chain, position).size(), names_at(chain, heads));
}

std::string place_in_words(const Position& position, const Chain& chain) {
    if (chain.count == 0 && has_place(position)) return "base: the chain has no revision yet";
    switch (position.standing) {
        case Standing::at_head:
            return name_at(chain, place_of(chain, position)) + " (head)";
        case Standing::fresh:
        case Standing::behind:
            return fmt::format("{} ({})", name_at(chain, place_of(chain, position)),
                               way_ahead_in_words(position, chain));
        default:
            break;
    }
    const std::string head =
        position.head.empty() ? ""
                              : fmt::format("`{}` ({}): ", position.head_name, position.head.substr(0, 12));
    const std::string reason =
        position.reason.empty() ? "tables but no ledger; `upgrade` adopts it" : position.reason;
    return fmt::format("{}{}\n{}", head, word_of(position.standing), reason);
}

}  // namespace varve::detail
