#include "generator/driver/find_revision.hpp"

#include <fmt/format.h>

#include <ostream>
#include <vector>

namespace varve::compiler {
namespace {

std::vector<std::size_t> places_of(const Project& project, const std::string& word) {
    std::vector<std::size_t> places;
    for (std::size_t at = 0; at != project.chain.revisions.size(); ++at) {
        const RevisionSource& revision = project.chain.revisions[at];
        const bool by_id = word.size() >= 4 && project.chain.records[at].digest.starts_with(word);
        if (word == revision.name || word == revision.directory || word == revision.number || by_id)
            places.push_back(at);
    }
    return places;
}

}  // namespace

std::optional<std::size_t> find_revision(const Project& project, const std::string& word,
                                         const std::string& command, Console& console) {
    const std::vector<std::size_t> places = places_of(project, word);
    if (places.size() == 1) return places.front();
    if (places.empty()) {
        console.err << fmt::format(
            "error: the chain has no revision `{}`\nhelp: name one by its name, its number or its id: `varve "
            "{} "
            "0002`\n",
            word, command);
        return std::nullopt;
    }
    console.err << fmt::format(
        "error: `{}` names {} revisions\nhelp: name the one you mean by its directory:\n", word,
        places.size());
    for (const std::size_t at : places)
        console.err << fmt::format("  varve {} {}\n", command, project.chain.revisions[at].directory);
    return std::nullopt;
}

}  // namespace varve::compiler
