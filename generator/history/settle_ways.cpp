#include "generator/history/settle_ways.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace varve::compiler {
namespace {

std::string_view id_of_digest(std::string_view digest) {
    return digest.substr(0, 12);
}

/// "from_3f2a8c01d9e4", "from_3f2a8c01d9e4 and from_…"
std::string listed(const std::vector<std::string>& ids) {
    std::string text;
    for (std::size_t i = 0; i != ids.size(); ++i)
        text += fmt::format("{}`from_{}`",
                            i == 0                ? ""
                            : i + 1 == ids.size() ? " and "
                                                  : ", ",
                            id_of_digest(ids[i]));
    return text;
}

/// What stands there and leads from no parent, and what is missing.
struct Difference {
    std::vector<std::string> missing;
    std::vector<std::string> strange;

    Difference(const RevisionSource& revision, const std::vector<std::string>& parents) {
        for (const std::string& parent : parents)
            if (way_from(revision, parent) == nullptr) missing.push_back(parent);
        for (const WaySource& way : revision.ways) {
            bool known = false;
            for (const std::string& parent : parents)
                known = known || id_of_digest(parent) == id_of_digest(way.parent);
            if (!known) strange.push_back(way.parent);
        }
    }

    bool none() const { return missing.empty() && strange.empty(); }

    std::string words() const {
        std::string text;
        if (!missing.empty()) text += fmt::format("lacks {}", listed(missing));
        if (!strange.empty()) text += fmt::format("{}has {}", text.empty() ? "" : " and ", listed(strange));
        return text;
    }
};

void settle(RevisionSource& revision, const std::vector<std::string>& parents) {
    std::vector<WaySource> ways;
    for (const std::string& parent : parents) {
        ways.push_back(*way_from(revision, parent));
        ways.back().parent = parent;
    }
    revision.ways = std::move(ways);
}

}  // namespace

bool settle_ways(RevisionSource& revision, const LockRecord& record, DiagnosticSink& sink) {
    const std::vector<std::string> parents = record.is_merge() ? record.parents : std::vector<std::string>();
    const Difference difference(revision, parents);
    if (!difference.none()) {
        sink.error(DiagnosticKind::crossings_differ, place_of(revision),
                   fmt::format("`{}` {}, and was not frozen so", revision.directory, difference.words()),
                   {{record.span, "frozen here"}},
                   fmt::format("restore it: `git checkout -- '*/{}/*'`, and remove what is left over",
                               revision.directory));
        return false;
    }
    settle(revision, parents);
    return true;
}

bool settle_ways(RevisionSource& draft, const std::vector<std::string>& heads, DiagnosticSink& sink) {
    if (draft.ways.empty()) return true;
    const Difference difference(draft, heads);
    if (heads.size() < 2 || !difference.none()) {
        sink.error(DiagnosticKind::crossings_differ, place_of(draft),
                   heads.size() < 2
                       ? fmt::format("`{}` merges, and the chain has not several heads", draft.directory)
                       : fmt::format("`{}` does not follow all heads of the chain and nothing else: it {}",
                                     draft.directory, difference.words()),
                   {},
                   fmt::format("remove `{}`; `varve merge -m \"…\"` makes one anew where it is needed",
                               draft.directory));
        return false;
    }
    settle(draft, heads);
    return true;
}

}  // namespace varve::compiler
