#include "generator/history/moving_line.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_set>

#include <fmt/format.h>

namespace varve::compiler {
namespace {

using Digests = std::unordered_set<std::string_view>;

std::string called(const LockRecord& record) {
    return fmt::format("`{}` ({})", record.name, record.id());
}

Digests digests_of(const Lock& lock) {
    Digests digests;
    for (const LockRecord& record : lock.records)
        digests.insert(record.digest);
    return digests;
}

/// The revisions that no other stands on.
std::vector<const LockRecord*> heads_of(const Lock& lock) {
    Digests parents;
    for (const LockRecord& record : lock.records)
        parents.insert(record.parents.begin(), record.parents.end());
    std::vector<const LockRecord*> heads;
    for (const LockRecord& record : lock.records)
        if (parents.count(record.digest) == 0) heads.push_back(&record);
    return heads;
}

class LineFinder {
public:
    LineFinder(const Lock& today, const std::vector<BaseLock>& bases, Span lock_span, DiagnosticSink& sink)
        : today_(today), bases_(bases), lock_span_(lock_span), sink_(sink) {}

    MovingLine find() {
        check_contained();
        check_head();
        if (!sound_) return {};
        collect();
        check_line();
        if (!sound_) return {};
        if (line_.records.empty() || stands_already()) line_.records.clear();
        return std::move(line_);
    }

private:
    void refuse(Span where, std::string message, std::string help) {
        sound_ = false;
        sink_.error(DiagnosticKind::not_rebasable, where, std::move(message), {}, std::move(help));
    }

    /// What is moved is proved behind the base's own revisions: they must be here.
    void check_contained() {
        const Digests here = digests_of(today_);
        for (const BaseLock& base : bases_)
            for (const LockRecord& record : base.lock.records) {
                if (here.count(record.digest) != 0) continue;
                refuse(
                    lock_span_,
                    fmt::format("`{}` holds revision {}, and this lock does not", base.ref, called(record)),
                    fmt::format("bring it here first, with its line in the lock: `git merge {}`", base.ref));
                break;
            }
    }

    void check_head() {
        const std::vector<const LockRecord*> heads = heads_of(bases_.front().lock);
        if (heads.size() == 1) line_.onto = heads.front()->digest;
        if (heads.size() > 1)
            refuse(lock_span_,
                   fmt::format("`{}` itself has two heads, {} and {}", bases_.front().ref, called(*heads[0]),
                               called(*heads[1])),
                   "bring them together there first: `varve merge`");
    }

    void collect() {
        const Digests first = digests_of(bases_.front().lock);
        for (std::size_t i = 0; i != today_.records.size(); ++i) {
            const LockRecord& record = today_.records[i];
            if (first.count(record.digest) != 0) continue;
            const BaseLock* holder = holder_of(record);
            if (holder == nullptr) {
                line_.records.push_back(i);
                continue;
            }
            refuse(record.span,
                   fmt::format("revision {} is frozen in `{}` and not in `{}`: it stays where it is",
                               called(record), holder->ref, bases_.front().ref),
                   "databases may have run it: join the two lines with `varve merge`");
            return;
        }
    }

    const BaseLock* holder_of(const LockRecord& record) const {
        for (const BaseLock& base : bases_)
            if (digests_of(base.lock).count(record.digest) != 0) return &base;
        return nullptr;
    }

    /// Each of them stands on the one before.
    void check_line() {
        const LockRecord* below = nullptr;
        for (const std::size_t place : line_.records) {
            const LockRecord& record = today_.records[place];
            if (record.parents.size() > 1)
                return refuse(record.span,
                              fmt::format("revision {} is a merge, which stays where it is", called(record)),
                              "remove its line and its directory, rebase, and there is nothing to merge");
            if (below != nullptr && (record.parents.empty() || record.parents.front() != below->digest))
                return refuse(record.span,
                              fmt::format("revision {} does not stand on {}: these are two lines",
                                          called(record), called(*below)),
                              "join them with `varve merge`, or freeze the one behind the other");
            below = &record;
        }
    }

    bool stands_already() const {
        const LockRecord& first = today_.records[line_.records.front()];
        return first.parents.empty() ? line_.onto.empty() : first.parents.front() == line_.onto;
    }

    const Lock& today_;
    const std::vector<BaseLock>& bases_;
    Span lock_span_;
    DiagnosticSink& sink_;
    MovingLine line_;
    bool sound_ = true;
};

}  // namespace

MovingLine find_moving_line(const Lock& today, const std::vector<BaseLock>& bases, Span lock_span,
                            DiagnosticSink& sink) {
    return LineFinder(today, bases, lock_span, sink).find();
}

}  // namespace varve::compiler
