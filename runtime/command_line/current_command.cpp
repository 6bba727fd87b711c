#include <fmt/format.h>

#include <ostream>

#include "runtime/command_line/command_error.hpp"
#include "runtime/command_line/printable_lines.hpp"
#include "runtime/command_line/revision_words.hpp"
#include "runtime/command_line/session.hpp"
#include "runtime/command_line/standing.hpp"
#include "runtime/command_line/way_words.hpp"

namespace varve::detail {
namespace {

/// No number where the way to the head could be several.
nlohmann::ordered_json behind(const Position& position, const Chain& chain) {
    if (!has_place(position)) return chain.count - position.applied;
    if (Graph(chain).heads_above(place_of(chain, position)).size() > 1) return nullptr;
    return pending_at(chain, position).size();
}

nlohmann::ordered_json in_json(const Position& position, const Chain& chain, const std::string& body) {
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
    json["body"] = nullptr;
    if (!body.empty()) json["body"] = body;
    json["applied"] = position.applied;
    json["behind"] = behind(position, chain);
    json["unknown"] = position.unknown;
    json["reason"] = position.reason;
    return json;
}

/// Of a revision with several ways: by which one the database came.
std::string ran_in_words(const Connection& connection, const Revision& revision) {
    if (revision.way_count == 0) return {};
    return fmt::format("\n  ran     {}", body_that_ran(connection).substr(0, 12));
}

}  // namespace

int current_command(const Chain& chain, const CommandOptions& options, std::ostream& out) {
    Connection connection = open_for_asking(options);
    const Position position = inspect(connection, chain);
    if (options.json)
        print_json(in_json(position, chain, body_that_ran(connection)), out);
    else if (options.verbose && has_place(position) && position.applied != 0)
        out << RevisionWords(chain, options, here_of(connection, chain)).paragraph(place_of(chain, position))
            << ran_in_words(connection, chain.revisions[place_of(chain, position) - 1]) << '\n';
    else
        out << printable_lines(place_in_words(position, chain)) << '\n';
    const bool at_head = position.standing == Standing::at_head || (chain.count == 0 && has_place(position));
    return options.check_heads && !at_head ? exit_drift : exit_done;
}

}  // namespace varve::detail
