#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>
#include <vector>

#include "runtime/command_line/command_error.hpp"
#include "runtime/command_line/session.hpp"

namespace varve::detail {
namespace {

std::vector<std::string> words_of(std::string_view list) {
    std::vector<std::string> words;
    while (!list.empty()) {
        const std::size_t space = list.find(' ');
        words.emplace_back(list.substr(0, space));
        list.remove_prefix(space == std::string_view::npos ? list.size() : space + 1);
    }
    return words;
}

std::string_view to_word(Grade grade) {
    return grade == Grade::exact ? "exact" : grade == Grade::loses ? "loses" : "none";
}

std::string marks(const Chain& chain, Place place, std::optional<Place> current) {
    std::string text;
    if (place == chain.count) text += " (head)";
    if (current == place) text += " (current)";
    if (place != 0 && chain.revisions[place - 1].draft) text += " (draft)";
    return text;
}

std::string cost_of_down(const Revision& revision) {
    if (revision.grade == Grade::exact) return "exact";
    if (revision.grade == Grade::loses) return fmt::format("loses {}", revision.loses);
    return "none: there is no way back";
}

void print_revision(const Chain& chain, Place place, std::optional<Place> current, bool verbose,
                    std::ostream& out) {
    const Revision& revision = chain.revisions[place - 1];
    out << fmt::format("{} {} {}{}", revision.number.empty() ? "-" : revision.number, revision.id(),
                       revision.name, marks(chain, place, current));
    if (!verbose) {
        out << (revision.message.empty() ? "" : fmt::format(": {}", revision.message)) << '\n';
        return;
    }
    out << fmt::format("\n  digest  {}\n  parents {}\n", revision.digest,
                       revision.parents.empty() ? "base" : revision.parents);
    if (!revision.message.empty()) out << fmt::format("  message {}\n", revision.message);
    out << fmt::format("  down    {}\n", cost_of_down(revision));
}

nlohmann::ordered_json in_json(const Chain& chain, Place place, std::optional<Place> current) {
    const Revision& revision = chain.revisions[place - 1];
    nlohmann::ordered_json json;
    json["id"] = revision.id();
    json["digest"] = revision.digest;
    json["name"] = revision.name;
    json["message"] = revision.message;
    json["number"] = revision.number;
    json["parents"] = words_of(revision.parents);
    json["down"] = to_word(revision.grade);
    json["loses"] = words_of(revision.loses);
    json["draft"] = revision.draft;
    json["head"] = place == chain.count;
    if (current) json["applied"] = place <= *current;
    return json;
}

}  // namespace

int history_command(const Chain& chain, const CommandOptions& options, std::ostream& out) {
    std::optional<Place> current;
    if (options.indicate_current) {
        Connection connection = open_for_asking(options);
        current = place_of(inspect(connection, chain));
    }
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (Place place = chain.count; place != 0; --place) {
        if (options.json)
            all.push_back(in_json(chain, place, current));
        else
            print_revision(chain, place, current, options.verbose, out);
    }
    if (options.json) {
        out << all.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
    } else if (current == Place{0}) {
        out << "base (current)\n";
    } else if (chain.count == 0) {
        out << "the chain has no revision yet\n";
    }
    return exit_done;
}

}  // namespace varve::detail
