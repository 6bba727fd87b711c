#include <fmt/format.h>

#include <ostream>

#include "runtime/command_line/command_error.hpp"
#include "runtime/command_line/revision_words.hpp"
#include "runtime/command_line/session.hpp"

namespace varve::detail {

int history_command(const Chain& chain, const CommandOptions& options, std::ostream& out) {
    std::optional<Place> current;
    const auto ask_current = [&]() -> Place {
        if (current) return *current;
        Connection connection = open_for_asking(options);
        return place_of(inspect(connection, chain));
    };
    if (options.indicate_current) current = ask_current();
    const PlaceRange range = resolve_range(chain, options.range, ask_current);
    const RevisionWords words(chain, options, current);
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (Place place = range.last; place >= range.first; --place) {
        if (options.json)
            all.push_back(words.json(place));
        else
            out << (options.verbose ? words.paragraph(place) : words.line(place)) << '\n';
    }
    if (options.json)
        print_json(all, out);
    else if (current == Place{0})
        out << "base (current)\n";
    else if (chain.count == 0)
        out << "the chain has no revision yet\n";
    return exit_done;
}

}  // namespace varve::detail
