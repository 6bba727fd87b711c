#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <ostream>

#include "runtime/command_line/command_error.hpp"
#include "runtime/command_line/printable_lines.hpp"
#include "runtime/command_line/session.hpp"
#include "runtime/command_line/standing.hpp"

namespace varve::detail {
namespace {

std::string in_words(const Position& position, const Chain& chain) {
    if (chain.count == 0 && has_place(position)) return "base: the chain has no revision yet";
    const std::size_t behind = chain.count - position.applied;
    switch (position.standing) {
        case Standing::at_head:
            return name_at(chain, position.applied) + " (head)";
        case Standing::fresh:
        case Standing::behind:
            return fmt::format("{} ({} behind the head, {})", name_at(chain, position.applied), behind,
                               name_at(chain, chain.count));
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

nlohmann::ordered_json in_json(const Position& position, const Chain& chain) {
    nlohmann::ordered_json json;
    json["schema"] = chain.schema;
    json["standing"] = word_of(position.standing);
    for (const char* key : {"id", "digest", "name"})
        json[key] = nullptr;
    if (!position.head.empty()) {
        json["id"] = position.head.substr(0, 12);
        json["digest"] = position.head;
        json["name"] = position.head_name;
    }
    json["applied"] = position.applied;
    json["behind"] = chain.count - position.applied;
    json["unknown"] = position.unknown;
    json["reason"] = position.reason;
    return json;
}

}  // namespace

int current_command(const Chain& chain, const CommandOptions& options, std::ostream& out) {
    Connection connection = open_for_asking(options);
    const Position position = inspect(connection, chain);
    if (options.json) {
        out << in_json(position, chain).dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
    } else {
        out << printable_lines(in_words(position, chain)) << '\n';
    }
    return exit_done;
}

}  // namespace varve::detail
