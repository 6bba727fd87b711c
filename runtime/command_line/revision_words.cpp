#include "runtime/command_line/revision_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <utility>

#include "runtime/command_line/way_words.hpp"
#include "runtime/src/ledger.hpp"

namespace varve::detail {
namespace {

/// Where the list is no line, each revision says what it stands on.
std::string parents_in_words(const Chain& chain, const Graph& graph, Place place) {
    std::string text;
    for (const Place parent : graph.parents(place))
        text += (text.empty() ? " <- " : ", ") +
                std::string(parent == 0 ? std::string_view("base") : chain.revisions[parent - 1].id());
    return text;
}

/// Whether any revision stands on another than the one before it.
bool has_branches(const Chain& chain, const Graph& graph) {
    for (Place place = 1; place <= chain.count; ++place)
        if (graph.parents(place) != std::vector<Place>{place - 1}) return true;
    return false;
}

}  // namespace

RevisionWords::RevisionWords(const Chain& chain, const CommandOptions& options, std::optional<Here> current)
    : chain_(chain),
      options_(options),
      graph_(chain),
      branches_(has_branches(chain, graph_)),
      current_(std::move(current)) {}

bool RevisionWords::is_applied(Place place) const {
    return graph_.leads(place, current_->place);
}

std::string RevisionWords::marks(Place place) const {
    std::string text;
    const std::size_t children = graph_.children(place).size();
    if (children == 0) text += " (head)";
    if (children > 1) text += " (branchpoint)";
    if (graph_.parents(place).size() > 1) text += " (mergepoint)";
    if (current_ && current_->place == place) text += " (current)";
    if (current_ && !is_applied(place)) {
        const std::vector<Place> pending = graph_.pending(current_->place);
        if (std::find(pending.begin(), pending.end(), place) != pending.end()) text += " (pending)";
    }
    if (chain_.revisions[place - 1].draft) text += " (draft)";
    return text;
}

std::string RevisionWords::title(Place place) const {
    const Revision& revision = chain_.revisions[place - 1];
    return fmt::format("{} {} {}{}{}", revision.number.empty() ? "-" : revision.number, revision.id(),
                       revision.name, marks(place), branches_ ? parents_in_words(chain_, graph_, place) : "");
}

std::string RevisionWords::path(Place place) const {
    return options_.path_of ? options_.path_of(place) : "";
}

std::string RevisionWords::line(Place place) const {
    const Revision& revision = chain_.revisions[place - 1];
    return title(place) + (revision.message.empty() ? "" : fmt::format(": {}", revision.message));
}

std::string RevisionWords::paragraph(Place place) const {
    const Revision& revision = chain_.revisions[place - 1];
    std::string text = title(place);
    text += fmt::format("\n  digest  {}\n  parents {}\n", revision.digest,
                        revision.parents.empty() ? "base" : revision.parents);
    if (!revision.message.empty()) text += fmt::format("  message {}\n", revision.message);
    if (const std::string where = path(place); !where.empty()) text += fmt::format("  path    {}\n", where);
    const std::vector<Revision> ways = ways_of(revision);
    for (const Revision& way : ways) {
        if (revision.way_count != 0) text += fmt::format("  way     {}\n", way_name(revision, way));
        text += fmt::format("  down    {}{}", cost_of_down(way), &way == &ways.back() ? "" : "\n");
    }
    return text;
}

nlohmann::ordered_json RevisionWords::json(Place place) const {
    const Revision& revision = chain_.revisions[place - 1];
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
    json["head"] = graph_.children(place).empty();
    if (revision.way_count != 0) json["ways"] = ways_in_json(revision);
    if (const std::string where = path(place); !where.empty()) json["path"] = where;
    if (current_) json["applied"] = is_applied(place);
    return json;
}

void RevisionWords::list(const std::vector<Place>& places, std::ostream& out) const {
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const Place place : places) {
        if (options_.json)
            all.push_back(json(place));
        else
            out << (options_.verbose ? paragraph(place) : line(place)) << '\n';
    }
    if (options_.json) print_json(all, out);
}

std::vector<std::string> words_of(std::string_view list) {
    std::vector<std::string> words;
    while (!list.empty()) {
        const std::size_t space = list.find(' ');
        words.emplace_back(list.substr(0, space));
        list.remove_prefix(space == std::string_view::npos ? list.size() : space + 1);
    }
    return words;
}

std::vector<Place> branch_points_of(const Chain& chain) {
    const Graph graph(chain);
    std::vector<Place> points;
    for (Place place = 1; place <= chain.count; ++place)
        if (graph.children(place).size() > 1) points.push_back(place);
    return points;
}

void print_json(const nlohmann::ordered_json& json, std::ostream& out) {
    out << json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

}  // namespace varve::detail
