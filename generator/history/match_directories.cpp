#include "generator/history/match_directories.hpp"

#include <string_view>
#include <unordered_map>

#include <fmt/format.h>

#include "generator/history/lock_line.hpp"
#include "generator/history/record.hpp"
#include "generator/history/report_edit.hpp"

namespace varve::compiler {
namespace {

bool is_draft(const RevisionSource& revision) {
    return revision.number.empty() && !revision.stamp;
}

bool is_ephemeral(const RevisionSource& revision) {
    return revision.directory.substr(0, 1) == "(";
}

class Matcher {
public:
    Matcher(const Lock& lock, const std::vector<RevisionSource>& revisions, Span lock_span,
            DiagnosticSink& sink)
        : lock_(lock), revisions_(revisions), lock_span_(lock_span), sink_(sink) {
        matches_.directory_of.resize(lock.records.size());
        for (std::size_t i = 0; i != lock.records.size(); ++i)
            record_of_.emplace(lock.records[i].digest, i);
    }

    DirectoryMatches match() {
        std::vector<std::size_t> left;
        for (std::size_t i = 0; i != revisions_.size(); ++i)
            if (!is_draft(revisions_[i]) && !match_by_stamp(i)) left.push_back(i);
        index_open_names();
        for (std::size_t i : left)
            match_by_name(i);
        report_removed();
        collect_drafts();
        return std::move(matches_);
    }

private:
    bool match_by_stamp(std::size_t index) {
        const RevisionSource& revision = revisions_[index];
        const auto found = revision.stamp ? record_of_.find(*revision.stamp) : record_of_.end();
        if (found == record_of_.end()) return false;
        std::optional<std::size_t>& slot = matches_.directory_of[found->second];
        std::size_t copy = index;
        if (slot && is_whole(index, found->second) && !is_whole(*slot, found->second)) std::swap(copy, *slot);
        if (slot) {
            report_copy(revisions_[copy], revisions_[*slot]);
        } else {
            slot = index;
        }
        return true;
    }

    /// Whether the directory is what the line says, name and all.
    bool is_whole(std::size_t index, std::size_t record) const {
        const RevisionSource& revision = revisions_[index];
        return revision.known || digest_of(revision, revision.name, lock_.records[record].parents) ==
                                     lock_.records[record].digest;
    }

    void report_copy(const RevisionSource& copy, const RevisionSource& original) {
        sink_.error(DiagnosticKind::stamp_twice, place_of(copy),
                    fmt::format("`{}` carries the same stamp as `{}`", copy.directory, original.directory),
                    {{place_of(original), "the other one is here"}},
                    fmt::format("remove the copy; a revision of its own is made by `varve revision -m …`"));
    }

    void index_open_names() {
        for (std::size_t i = 0; i != lock_.records.size(); ++i)
            if (!matches_.directory_of[i]) open_.emplace(lock_.records[i].name, i);
    }

    /// A directory whose stamp is gone or fits no line may still be a line's directory, by its name.
    void match_by_name(std::size_t index) {
        const RevisionSource& revision = revisions_[index];
        const auto found = open_.find(revision.name);
        const bool known = found != open_.end();
        if (!revision.stamp) {
            report_unstamped(revision, known ? &lock_.records[found->second] : nullptr);
        } else if (!is_digest(*revision.stamp) || (known && !stands_for_itself(revision, found->second))) {
            report_edited_stamp(revision, known ? &lock_.records[found->second] : nullptr);
        } else {
            return report_no_line(revision);
        }
        if (!known) return;
        matches_.directory_of[found->second] = index;
        open_.erase(found);
    }

    /// Whether the stamp is the true one of another revision than the line's.
    bool stands_for_itself(const RevisionSource& revision, std::size_t record) const {
        return digest_of(revision, revision.name, lock_.records[record].parents) == *revision.stamp;
    }

    void report_unstamped(const RevisionSource& revision, const LockRecord* record) {
        if (record != nullptr)
            return sink_.error(
                DiagnosticKind::stamp_missing, place_of(revision),
                fmt::format("the stamp of frozen revision `{}` was removed", revision.directory),
                {{record->span, "frozen here"}},
                fmt::format("restore it: `git checkout -- '*/{}/stamp'`", revision.directory));
        sink_.error(
            DiagnosticKind::stamp_missing, place_of(revision),
            fmt::format("`{}` has a number, but neither a stamp nor a line in the lock", revision.directory),
            {}, fmt::format("if it is new, rename it `draft_{}`: freezing numbers it", revision.name));
    }

    void report_edited_stamp(const RevisionSource& revision, const LockRecord* record) {
        std::vector<Label> labels;
        if (record != nullptr) labels.push_back({record->span, "frozen here"});
        sink_.error(DiagnosticKind::stamp_edited, place_of(revision),
                    fmt::format("the stamp of frozen revision `{}` was edited", revision.directory),
                    std::move(labels),
                    fmt::format("restore it: `git checkout -- '*/{}/stamp'`", revision.directory));
    }

    void report_no_line(const RevisionSource& revision) {
        const RevisionSource* draft = draft_of(revision);
        sink_.error(DiagnosticKind::lock_line_removed, lock_span_,
                    fmt::format("revision `{}` was frozen as {}, but the lock has no line for it",
                                revision.directory, revision.stamp->substr(0, 12)),
                    {{place_of(revision), "its directory is here"}},
                    draft == nullptr
                        ? "a line was removed from the lock: restore the lock from version control"
                        : fmt::format("a freeze of `{}` was interrupted: remove `{}` and freeze again",
                                      draft->directory, revision.directory));
    }

    const RevisionSource* draft_of(const RevisionSource& revision) const {
        for (const RevisionSource& draft : revisions_)
            if (is_draft(draft) && draft.name == revision.name && draft.up == revision.up) return &draft;
        return nullptr;
    }

    void report_removed() {
        for (std::size_t i = 0; i != lock_.records.size(); ++i) {
            if (matches_.directory_of[i]) continue;
            const LockRecord& record = lock_.records[i];
            sink_.error(
                DiagnosticKind::revision_removed, record.span,
                fmt::format("the directory of frozen revision `{}` ({}) is gone", record.name, record.id()),
                {},
                fmt::format("restore it: `git checkout -- '*_{}/*'`; a frozen revision is never removed, "
                            "what it did is undone by a new one",
                            record.name));
        }
    }

    void collect_drafts() {
        for (bool ephemeral : {false, true})
            for (std::size_t i = 0; i != revisions_.size(); ++i)
                if (is_draft(revisions_[i]) && is_ephemeral(revisions_[i]) == ephemeral) add_draft(i);
    }

    void add_draft(std::size_t index) {
        matches_.drafts.push_back(index);
        const RevisionSource& first = revisions_[matches_.drafts.front()];
        const RevisionSource& draft = revisions_[index];
        if (!is_revision_name(draft.name)) report_bad_name(draft);
        if (matches_.drafts.size() == 1 || is_ephemeral(draft)) return;
        report_second_draft(draft.directory, place_of(draft), first.directory, place_of(first), sink_);
    }

    void report_bad_name(const RevisionSource& draft) {
        sink_.error(DiagnosticKind::bad_revision_name, place_of(draft),
                    fmt::format("`{}` is no name for a revision: it must be free of white space and quotes",
                                draft.name),
                    {}, fmt::format("rename the directory `{}`", draft.directory));
    }

    const Lock& lock_;
    const std::vector<RevisionSource>& revisions_;
    Span lock_span_;
    DiagnosticSink& sink_;
    DirectoryMatches matches_;
    std::unordered_map<std::string_view, std::size_t> record_of_;
    std::unordered_map<std::string_view, std::size_t> open_;  ///< lines without a directory, by name
};

}  // namespace

DirectoryMatches match_directories(const Lock& lock, const std::vector<RevisionSource>& revisions,
                                   Span lock_span, DiagnosticSink& sink) {
    return Matcher(lock, revisions, lock_span, sink).match();
}

}  // namespace varve::compiler
