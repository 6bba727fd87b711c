#include "generator/history/verify_amendment.hpp"

#include <unordered_map>

#include <fmt/format.h>

#include "generator/history/lock_line.hpp"
#include "generator/history/record.hpp"
#include "generator/history/report_edit.hpp"
#include "runtime/src/digest.hpp"

namespace varve::compiler {
namespace {

std::string restore(const std::string& directory) {
    return fmt::format("restore it: `git checkout -- '*/{}/stamp'`", directory);
}

class AmendmentMatcher {
public:
    AmendmentMatcher(const Lock& lock, const std::vector<AmendmentSource>& directories, Span lock_span,
                     DiagnosticSink& sink)
        : lock_(lock), directories_(directories), lock_span_(lock_span), sink_(sink) {
        found_.resize(lock.amendments.size());
    }

    std::vector<const AmendmentSource*> match() {
        std::vector<const AmendmentSource*> left;
        for (const AmendmentSource& each : directories_)
            if (!each.is_draft() && !match_by_stamp(each)) left.push_back(&each);
        for (const AmendmentSource* each : left)
            match_by_name(*each);
        for (std::size_t i = 0; i != found_.size(); ++i)
            if (found_[i] == nullptr) report_gone(lock_.amendments[i]);
        return std::move(found_);
    }

private:
    bool match_by_stamp(const AmendmentSource& each) {
        for (std::size_t i = 0; i != found_.size(); ++i) {
            if (each.texts.stamp != lock_.amendments[i].digest) continue;
            if (found_[i] == nullptr) {
                found_[i] = &each;
                return true;
            }
            sink_.error(DiagnosticKind::stamp_twice, place_of(each.texts),
                        fmt::format("`{}` carries the same stamp as `{}`", each.texts.directory,
                                    found_[i]->texts.directory),
                        {{place_of(found_[i]->texts), "the other one is here"}}, "remove the copy");
            return true;
        }
        return false;
    }

    /// What has lost its stamp may still be a line's directory.
    void match_by_name(const AmendmentSource& each) {
        for (std::size_t i = 0; i != found_.size(); ++i) {
            if (found_[i] != nullptr || lock_.amendments[i].name != each.texts.name) continue;
            found_[i] = &each;
            const bool gone = !each.texts.stamp;
            return sink_.error(
                gone ? DiagnosticKind::stamp_missing : DiagnosticKind::stamp_edited, place_of(each.texts),
                fmt::format("the stamp of `{}` was {}", each.texts.directory, gone ? "removed" : "edited"),
                {{lock_.amendments[i].span, "frozen here"}}, restore(each.texts.directory));
        }
        if (!each.texts.stamp)
            return sink_.error(DiagnosticKind::stamp_missing, place_of(each.texts),
                               fmt::format("`{}` has a number, but neither a stamp nor a line in the lock",
                                           each.texts.directory),
                               {}, "remove it");
        sink_.error(DiagnosticKind::lock_line_removed, lock_span_,
                    fmt::format("`{}` was frozen as {}, but the lock has no line for it",
                                each.texts.directory, each.texts.stamp->substr(0, 12)),
                    {{place_of(each.texts), "its directory is here"}},
                    "a line was removed from the lock: restore the lock from version control; or, where a "
                    "freeze was interrupted, remove the directory and freeze again");
    }

    void report_gone(const AmendmentRecord& record) {
        sink_.error(DiagnosticKind::revision_removed, record.span,
                    fmt::format("the directory of `{}` ({}), which amends {}, is gone", record.name,
                                record.id(), record.of.substr(0, 12)),
                    {},
                    fmt::format("restore it: `git checkout -- '*_{}/*'`; what was frozen is never removed",
                                record.name));
    }

    const Lock& lock_;
    const std::vector<AmendmentSource>& directories_;
    Span lock_span_;
    DiagnosticSink& sink_;
    std::vector<const AmendmentSource*> found_;
};

}  // namespace

std::vector<const AmendmentSource*> match_amendments(const Lock& lock,
                                                     const std::vector<AmendmentSource>& directories,
                                                     Span lock_span, DiagnosticSink& sink) {
    return AmendmentMatcher(lock, directories, lock_span, sink).match();
}

void verify_same_schema(const RevisionSource& texts, const RevisionSource& amended, DiagnosticSink& sink) {
    // A snapshot that an earlier run knew is not read.
    if (amended.schema_text.empty() || texts.schema_text == amended.schema_text) return;
    sink.error(DiagnosticKind::supersede_differs, {texts.schema_file.value_or(texts.file), 0, 0},
               fmt::format("`{}` leads to another schema than `{}`, which it supersedes", texts.directory,
                           amended.directory),
               {},
               fmt::format("its schema.varve is that of `{}`, to the letter; what the schema needs besides "
                           "is a revision of its own",
                           amended.directory));
}

void verify_amendment(const AmendmentRecord& record, const RevisionSource& texts, const std::string& digest,
                      const RevisionSource& amended, DiagnosticSink& sink) {
    const bool supersedes = record.kind == AmendmentRecord::Kind::supersede;
    const auto report = [&](DiagnosticKind kind, std::optional<std::uint32_t> file, std::string_view text,
                            std::string_view verb) {
        report_edit({kind, file.value_or(texts.file), texts.directory, text, verb}, record.span, sink);
    };
    if (texts.number.empty() || texts.name != record.name)
        report_renamed(texts.directory, texts.number, record.name, texts.file, record.span, sink);
    const WayDigests found = digests_of(texts);
    if (found.down != record.way.down)
        report(DiagnosticKind::down_edited, texts.down_file, "down.sql",
               verb_of(record.way.down, found.down));
    if (supersedes && found.proof != record.way.proof)
        report(DiagnosticKind::proof_edited, texts.proof_file, "proof.sql",
               verb_of(record.way.proof, found.proof));
    const bool same_up = !supersedes || found.body == record.way.body;
    if (digest != record.digest && supersedes) {
        if (!same_up)
            report(DiagnosticKind::up_edited, texts.file, "up.sql", "edited");
        else
            report(DiagnosticKind::schema_edited, texts.schema_file, "schema.varve", "edited");
    } else if (digest == record.digest ? !same_up : found.down == record.way.down) {
        sink.error(DiagnosticKind::lock_line_edited, record.span,
                   fmt::format("the lock's line of `{}` is not that of its directory", texts.directory), {},
                   "the line was edited: restore the lock from version control");
    }
    if (supersedes && digest == record.digest) verify_same_schema(texts, amended, sink);
}

}  // namespace varve::compiler
