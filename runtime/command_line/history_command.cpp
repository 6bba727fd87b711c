#include <fmt/format.h>

#include <ostream>

#include "runtime/command_line/command_error.hpp"
#include "runtime/command_line/revision_words.hpp"
#include "runtime/command_line/session.hpp"

namespace varve::detail {

int history_command(const Chain& chain, const CommandOptions& options, std::ostream& out) {
    std::optional<Here> current;
    const auto ask_current = [&]() -> Here {
        if (current) return *current;
        Connection connection = open_for_asking(options);
        return here_of(connection, chain);
    };
    if (options.indicate_current) current = ask_current();
    const PlaceRange range = resolve_range(chain, options.range, ask_current);
    RevisionWords(chain, options, current).list(places_in(chain, range), out);
    if (options.json) return exit_done;
    if (current && current->place == 0)
        out << "base (current)\n";
    else if (chain.count == 0)
        out << "the chain has no revision yet\n";
    return exit_done;
}

}  // namespace varve::detail
