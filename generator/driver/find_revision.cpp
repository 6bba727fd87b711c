#include "generator/driver/find_revision.hpp"

#include <fmt/format.h>

#include <ostream>

namespace varve::compiler {

std::optional<std::size_t> find_revision(const Project& project, const std::string& word,
                                         const std::string& command, Console& console) {
    for (std::size_t at = 0; at != project.chain.revisions.size(); ++at) {
        const RevisionSource& revision = project.chain.revisions[at];
        const bool by_id = word.size() >= 4 && project.chain.records[at].digest.starts_with(word);
        if (word == revision.name || word == revision.directory || word == revision.number || by_id)
            return at;
    }
    console.err << fmt::format(
        "error: the chain has no revision `{}`\nhelp: name one by its name, its number or its id: `varve {} "
        "0002`\n",
        word, command);
    return std::nullopt;
}

}  // namespace varve::compiler
