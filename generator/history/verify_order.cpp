#include "generator/history/verify_order.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

namespace varve::compiler {
namespace {

/// Longer is larger: "10000" is behind "9999".
bool ascends(std::string_view low, std::string_view high) {
    low.remove_prefix(std::min(low.find_first_not_of('0'), low.size()));
    high.remove_prefix(std::min(high.find_first_not_of('0'), high.size()));
    return low.size() != high.size() ? low.size() < high.size() : low < high;
}

std::string called(const LockRecord& record) {
    return fmt::format("`{}` ({})", record.name, record.id());
}

}  // namespace

void verify_order(const Lock& lock, const std::vector<RevisionSource>& revisions,
                  const DirectoryMatches& matches, DiagnosticSink& sink) {
    std::unordered_map<std::string_view, const RevisionSource*> directory_of;
    for (std::size_t i = 0; i != lock.records.size(); ++i) {
        if (!matches.directory_of[i]) continue;
        const RevisionSource& revision = revisions[*matches.directory_of[i]];
        directory_of.emplace(lock.records[i].digest, &revision);
        for (const std::string& parent : lock.records[i].parents) {
            const auto found = directory_of.find(parent);
            if (found == directory_of.end() || revision.number.empty() || found->second->number.empty())
                continue;
            if (ascends(found->second->number, revision.number)) continue;
            sink.error(DiagnosticKind::revisions_reordered, {revision.file, 0, 0},
                       fmt::format("`{}` stands behind `{}` in the lock, but its number is not larger",
                                   revision.directory, found->second->directory),
                       {{lock.records[i].span, "its place in the lock"}},
                       "a directory was renamed: give it back the number that it was frozen with");
        }
    }
}

std::vector<std::string> heads_of(const Lock& lock) {
    std::unordered_set<std::string_view> followed;
    for (const LockRecord& record : lock.records)
        followed.insert(record.parents.begin(), record.parents.end());
    std::vector<std::string> heads;
    for (const LockRecord& record : lock.records)
        if (followed.count(record.digest) == 0) heads.push_back(record.digest);
    return heads;
}

void verify_heads(const Lock& lock, const std::vector<std::string>& heads, DiagnosticSink& sink) {
    if (heads.size() < 2) return;
    std::vector<const LockRecord*> lines;
    for (const LockRecord& record : lock.records)
        if (std::find(heads.begin(), heads.end(), record.digest) != heads.end()) lines.push_back(&record);
    std::string names;
    std::vector<Label> labels;
    for (const LockRecord* line : lines) {
        names += (line == lines.front() ? "" : line == lines.back() ? " and " : ", ") + called(*line);
        if (line != lines.back()) labels.push_back({line->span, "a head"});
    }
    sink.error(DiagnosticKind::two_heads, lines.back()->span,
               fmt::format("the chain has {} heads: {}", lines.size(), names), std::move(labels),
               "bring them together: `varve merge -m \"…\"` writes a draft that follows all of them; or "
               "`varve rebase "
               "--base <ref>` freezes what the ref does not hold anew, behind what it holds");
}

}  // namespace varve::compiler
