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
    std::vector<Place> places;
    for (Place place = range.last; place >= range.first; --place)
        places.push_back(place);
    RevisionWords(chain, options, current).list(places, out);
    if (options.json) return exit_done;
    if (current == Place{0})
        out << "base (current)\n";
    else if (chain.count == 0)
        out << "the chain has no revision yet\n";
    return exit_done;
}

}  // namespace varve::detail
