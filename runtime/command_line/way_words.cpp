#include "runtime/command_line/way_words.hpp"

#include <fmt/format.h>

#include "runtime/command_line/revision_words.hpp"
#include "runtime/src/graph.hpp"
#include "runtime/src/ledger.hpp"

namespace varve::detail {
namespace {

bool is_superseded(const Revision& revision, const Way& way) {
    return newest_way(revision, way.parent) != &way;
}

}  // namespace

std::vector<Revision> ways_of(const Revision& revision) {
    if (revision.way_count == 0) return {revision};
    std::vector<Revision> ways;
    for (std::size_t i = 0; i != revision.way_count; ++i)
        ways.push_back(by_way(revision, revision.ways + i));
    return ways;
}

std::string way_name(const Revision& revision, const Revision& way) {
    if (revision.way_count == 0) return {};
    return fmt::format("{} from {}{}", way.body.substr(0, 12),
                       way.ways->parent.empty() ? "base" : way.ways->parent.substr(0, 12),
                       is_superseded(revision, *way.ways) ? " (superseded)" : "");
}

std::string cost_of_down(const Revision& way) {
    if (way.grade == Grade::exact) return "exact";
    if (way.grade == Grade::loses) return fmt::format("loses {}", way.loses);
    return "none: there is no way back";
}

nlohmann::ordered_json ways_in_json(const Revision& revision) {
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const Revision& way : ways_of(revision)) {
        nlohmann::ordered_json json;
        json["body"] = way.body;
        json["parent"] = way.way_count == 0 ? way.parents : way.ways->parent;
        json["superseded"] = way.way_count != 0 && is_superseded(revision, *way.ways);
        json["down"] = to_word(way.grade);
        json["loses"] = words_of(way.loses);
        all.push_back(std::move(json));
    }
    return all;
}

std::string body_that_ran(const Connection& connection) {
    std::string problem;
    const Ledger ledger = read_ledger(connection.native_handle(), problem);
    return problem.empty() && ledger.head() != nullptr ? ledger.head()->body : std::string();
}

}  // namespace varve::detail
