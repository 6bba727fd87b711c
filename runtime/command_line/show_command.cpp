#include <fmt/format.h>

#include <ostream>

#include "runtime/command_line/command_error.hpp"
#include "runtime/command_line/revision_words.hpp"
#include "runtime/command_line/session.hpp"
#include "runtime/command_line/way_words.hpp"

namespace varve::detail {
namespace {

/// SQL as it is digested and run, a statement a line, under its heading.
std::string section(std::string_view heading, const Text& sql) {
    std::string text = fmt::format("\n-- {}\n", heading);
    if (sql.count == 0) return text;
    text += sql.str();
    if (!text.ends_with('\n')) text += '\n';
    return text;
}

nlohmann::ordered_json in_json(const RevisionWords& words, const Revision& revision, Place place) {
    nlohmann::ordered_json json = words.json(place);
    json["up"] = revision.up.str();
    json["down_sql"] = revision.down.str();
    if (revision.way_count == 0) return json;
    for (std::size_t i = 0; i != revision.way_count; ++i) {
        json["ways"][i]["up"] = revision.ways[i].up.str();
        json["ways"][i]["down_sql"] = revision.ways[i].down.str();
    }
    return json;
}

}  // namespace

int show_command(const Chain& chain, const CommandOptions& options, std::ostream& out) {
    const auto ask_current = [&]() -> Here {
        Connection connection = open_for_asking(options);
        return here_of(connection, chain);
    };
    const PlaceRange range = options.target.find(':') != std::string::npos
                                 ? resolve_range(chain, options.target, ask_current)
                                 : one_place(resolve_target(chain, options.target, ask_current));
    if (range.last == 0)
        throw CommandError(exit_usage, "base is the empty database: there is no revision to show");
    const RevisionWords words(chain, options);
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    const std::vector<Place> places = places_in(chain, range);
    for (const Place place : places) {
        const Revision& revision = chain.revisions[place - 1];
        if (options.json) {
            all.push_back(in_json(words, revision, place));
            continue;
        }
        out << words.paragraph(place) << '\n';
        for (const Revision& way : ways_of(revision)) {
            const std::string name = way_name(revision, way);
            out << section(name.empty() ? "up" : "up: " + name, way.up)
                << section(name.empty() ? "down" : "down: " + name, way.down);
        }
        out << (place == places.back() ? "" : "\n");
    }
    if (options.json) print_json(all, out);
    return exit_done;
}

}  // namespace varve::detail
