#include "generator/history/lock.hpp"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "generator/history/lock_line.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {
namespace {

class Reader {
public:
    Reader(std::string_view text, std::uint32_t file, DiagnosticSink& sink)
        : text_(text), file_(file), sink_(sink) {}

    std::optional<Lock> read() {
        if (read_header()) {
            while (at_ < text_.size())
                read_record();
            if (sound_) relate();
            if (sound_) relate_amendments();
        }
        if (!sound_) return std::nullopt;
        return std::move(lock_);
    }

private:
    void fail(DiagnosticKind kind, Span span, std::string message, std::string_view help = restore_lock,
              std::vector<Label> labels = {}) {
        sound_ = false;
        sink_.error(kind, span, std::move(message), std::move(labels), std::string(help));
    }

    Span span(std::size_t begin, std::size_t end) const {
        return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    }

    /// The next line without its end; a last line without one is an error, since bytes may be missing behind
    /// it.
    std::string_view next_line() {
        begin_ = at_;
        const std::size_t end = text_.find('\n', at_);
        at_ = end == std::string_view::npos ? text_.size() : end + 1;
        const std::string_view line =
            text_.substr(begin_, (end == std::string_view::npos ? at_ : end) - begin_);
        if (end == std::string_view::npos)
            fail(DiagnosticKind::lock_truncated, span(at_, at_),
                 "the last line has no line end: the lock is cut short");
        return line;
    }

    bool read_header() {
        if (text_.empty()) {
            fail(DiagnosticKind::lock_truncated, span(0, 0),
                 fmt::format("the lock is empty: expected `{}` on its first line", lock_header));
            return false;
        }
        const std::string_view line = next_line();
        if (line == lock_header) return true;
        const Span all = span(begin_, begin_ + line.size());
        if (detail::is_conflict_marker(line)) {
            fail_conflict(all);
        } else if (line.substr(0, 11) == "varve lock ") {
            fail(DiagnosticKind::lock_newer, all,
                 fmt::format("this varve reads `{}`, and this lock is `{}`", lock_header, line), newer_varve);
        } else {
            fail(DiagnosticKind::lock_malformed, all,
                 fmt::format("expected `{}` on the first line", lock_header));
        }
        return false;
    }

    void fail_conflict(Span where) {
        fail(DiagnosticKind::conflict_marker, where, "the lock holds an unresolved merge conflict",
             "keep the lines of both sides, those of the base branch first, and take the markers out; "
             "`varve verify` says what does not fit");
    }

    void read_record() {
        const bool was_sound = sound_;
        const std::string_view line = next_line();
        if (detail::is_conflict_marker(line)) return fail_conflict(span(begin_, begin_ + line.size()));
        if (sound_ != was_sound) return;
        auto result = read_lock_line(line);
        if (const auto* fault = std::get_if<LineFault>(&result))
            return fail(fault->kind, span(begin_ + fault->begin, begin_ + fault->end), fault->message,
                        fault->help);
        const Span place = span(begin_, begin_ + line.size());
        if (auto* amendment = std::get_if<AmendmentRecord>(&result)) {
            amendment->span = place;
            amendment->behind = lock_.records.size();
            return lock_.amendments.push_back(std::move(*amendment));
        }
        LockRecord& record = std::get<LockRecord>(result);
        record.span = place;
        lock_.records.push_back(std::move(record));
    }

    /// Parents above children, each revision once.
    void relate() {
        std::unordered_map<std::string_view, std::size_t> places;
        for (std::size_t i = 0; i != lock_.records.size(); ++i)
            places.emplace(lock_.records[i].digest, i);
        for (std::size_t i = 0; i != lock_.records.size(); ++i) {
            const LockRecord& record = lock_.records[i];
            const LockRecord& first = lock_.records[places.at(record.digest)];
            if (&first != &record)
                fail(DiagnosticKind::lock_duplicate, record.span,
                     fmt::format("revision `{}` ({}) stands in the lock twice", record.name, record.id()),
                     restore_lock, {{first.span, "first here"}});
            for (const std::string& parent : record.parents)
                relate_parent(record, parent, places, i);
        }
    }

    /// What is amended stands above; each amendment once.
    void relate_amendments() {
        std::unordered_map<std::string_view, const AmendmentRecord*> above;
        for (const AmendmentRecord& record : lock_.amendments) {
            const LockRecord* revision = amended_revision(record, above);
            const std::string what = fmt::format("`{}` ({})", record.name, record.id());
            if (revision == nullptr) {
                fail(DiagnosticKind::lock_parent_not_above, record.span,
                     fmt::format(
                         "{} amends {}, which does not stand above it: a line was removed, or lines were "
                         "reordered",
                         what, std::string_view(record.of).substr(0, 12)));
            } else if (revision->is_merge() ? !has_parent(*revision, record.parent)
                                            : !record.parent.empty()) {
                fail(DiagnosticKind::lock_parent_not_above, record.span,
                     fmt::format("{} says from which parent it leads, and `{}` has no such one", what,
                                 revision->name));
            }
            const auto [first, fresh] = above.emplace(record.digest, &record);
            if (!fresh)
                fail(DiagnosticKind::lock_duplicate, record.span,
                     fmt::format("{} stands in the lock twice", what), restore_lock,
                     {{first->second->span, "first here"}});
        }
    }

    static bool has_parent(const LockRecord& record, const std::string& parent) {
        return std::find(record.parents.begin(), record.parents.end(), parent) != record.parents.end();
    }

    /// The revision that a line amends, by itself or through what superseded it; null where it is not above.
    const LockRecord* amended_revision(
        const AmendmentRecord& record,
        const std::unordered_map<std::string_view, const AmendmentRecord*>& above) const {
        for (std::size_t i = 0; i != record.behind; ++i)
            if (lock_.records[i].digest == record.of) return &lock_.records[i];
        const auto found = above.find(record.of);
        const bool superseded = found != above.end() && record.kind == AmendmentRecord::Kind::redown &&
                                found->second->kind == AmendmentRecord::Kind::supersede;
        if (!superseded || found->second->parent != record.parent) return nullptr;
        return amended_revision(*found->second, {});
    }

    void relate_parent(const LockRecord& record, const std::string& parent,
                       const std::unordered_map<std::string_view, std::size_t>& places, std::size_t index) {
        const auto found = places.find(parent);
        if (found != places.end() && found->second < index) return;
        const std::string what = fmt::format("revision `{}` ({}) stands on {}", record.name, record.id(),
                                             std::string_view(parent).substr(0, 12));
        if (found == places.end()) {
            fail(DiagnosticKind::lock_parent_not_above, record.span,
                 what + ", which has no line: a line was removed");
        } else {
            fail(DiagnosticKind::lock_parent_not_above, record.span,
                 what + ", whose line is not above it: lines were reordered", restore_lock,
                 {{lock_.records[found->second].span, "it stands here"}});
        }
    }

    std::string_view text_;
    std::uint32_t file_;
    DiagnosticSink& sink_;
    std::size_t at_ = 0;
    std::size_t begin_ = 0;
    bool sound_ = true;
    Lock lock_;
};

}  // namespace

std::optional<Lock> parse_lock(const SourceSet& sources, std::uint32_t file, DiagnosticSink& sink) {
    return Reader(sources[file].text(), file, sink).read();
}

}  // namespace varve::compiler
