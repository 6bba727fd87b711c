#include "generator/history/verify_order.hpp"

#include <string_view>
#include <unordered_map>

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

void report_two_heads(const LockRecord& older, const LockRecord& younger, DiagnosticSink& sink) {
    sink.error(
        DiagnosticKind::two_heads, younger.span,
        fmt::format("revisions {} and {} both stand on {}", called(older), called(younger),
                    younger.parents.empty() ? "the base" : younger.parents.front().substr(0, 12)),
        {{older.span, "the other one is here"}},
        fmt::format(
            "of the two, turn the one that no database has run back into a draft (remove its line from "
            "the lock and its `stamp`, rename its directory `draft_…`) and freeze it again behind the "
            "other"));
}

void verify_line(const Lock& lock, DiagnosticSink& sink) {
    std::unordered_map<std::string_view, const LockRecord*> child_of;
    for (const LockRecord& record : lock.records) {
        if (record.parents.size() > 1)
            sink.error(DiagnosticKind::lock_newer, record.span,
                       fmt::format("revision {} merges {} others, which this varve cannot run",
                                   called(record), record.parents.size()),
                       {}, "a newer varve wrote this lock: use that one");
        const std::string_view parent = record.parents.empty() ? std::string_view() : record.parents.front();
        const auto [place, first] = child_of.emplace(parent, &record);
        if (!first) report_two_heads(*place->second, record, sink);
    }
}

}  // namespace

void verify_order(const Lock& lock, const std::vector<RevisionSource>& revisions,
                  const DirectoryMatches& matches, DiagnosticSink& sink) {
    verify_line(lock, sink);
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

}  // namespace varve::compiler
