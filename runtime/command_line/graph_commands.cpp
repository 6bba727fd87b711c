#include <fmt/format.h>

#include <ostream>

#include "runtime/command_line/command_error.hpp"
#include "runtime/command_line/revision_words.hpp"

namespace varve::detail {

int heads_command(const Chain& chain, const CommandOptions& options, std::ostream& out) {
    RevisionWords(chain, options).list(Graph(chain).heads(), out);
    if (!options.json && chain.count == 0) out << "the chain has no revision yet\n";
    return exit_done;
}

int branches_command(const Chain& chain, const CommandOptions& options, std::ostream& out) {
    const RevisionWords words(chain, options);
    const Graph graph(chain);
    const std::vector<Place> points = branch_points_of(chain);
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const Place point : points) {
        nlohmann::ordered_json json = words.json(point);
        if (!options.json) out << (options.verbose ? words.paragraph(point) : words.line(point)) << '\n';
        for (const Place child : graph.children(point)) {
            json["children"].push_back(chain.revisions[child - 1].id());
            if (!options.json) out << fmt::format("  -> {}\n", words.line(child));
        }
        all.push_back(json);
    }
    if (options.json)
        print_json(all, out);
    else if (points.empty())
        out << "the chain is one line: no revision has two children\n";
    return exit_done;
}

}  // namespace varve::detail
