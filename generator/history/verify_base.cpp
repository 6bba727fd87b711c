#include "generator/history/verify_base.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include <fmt/format.h>

#include "generator/history/lock_line.hpp"

namespace varve::compiler {
namespace {

constexpr std::string_view way_out =
    "databases may have run it: restore the revision and its line from `{}`, and put the change in a new "
    "revision";

std::string called(const LockRecord& record) {
    return fmt::format("`{}` ({})", record.name, record.id());
}

/// A revision that was frozen anew keeps its name, and that is what people know it by.
const LockRecord* frozen_anew(const LockRecord& gone, const Lock& base, const Lock& today) {
    for (const LockRecord& record : today.records) {
        if (record.name != gone.name) continue;
        bool known = false;
        for (const LockRecord& other : base.records)
            known = known || other.digest == record.digest;
        if (!known) return &record;
    }
    return nullptr;
}

void verify_amendments(const Lock& base, const std::string& ref, const Lock& today, Span lock_span,
                       const std::string& help, DiagnosticSink& sink) {
    for (const AmendmentRecord& record : base.amendments) {
        const auto at =
            std::find_if(today.amendments.begin(), today.amendments.end(),
                         [&](const AmendmentRecord& each) { return each.digest == record.digest; });
        if (at == today.amendments.end())
            sink.error(DiagnosticKind::base_revision_removed, lock_span,
                       fmt::format("`{}` ({}), which amends {}, is frozen in `{}` and is not in this lock",
                                   record.name, record.id(), record.of.substr(0, 12), ref),
                       {}, help);
        else if (write_lock_line(*at) != write_lock_line(record))
            sink.error(
                DiagnosticKind::base_line_edited, at->span,
                fmt::format("the line of `{}` ({}) is another than in `{}`", record.name, record.id(), ref),
                {}, help);
    }
}

}  // namespace

void verify_base(const Lock& base, const std::string& ref, const Lock& today, Span lock_span,
                 DiagnosticSink& sink) {
    std::unordered_map<std::string_view, const LockRecord*> found;
    for (const LockRecord& record : today.records)
        found.emplace(record.digest, &record);
    const std::string help = fmt::format(fmt::runtime(way_out), ref);
    verify_amendments(base, ref, today, lock_span, help, sink);
    for (const LockRecord& record : base.records) {
        const auto at = found.find(record.digest);
        if (at != found.end()) {
            if (write_lock_line(*at->second) != write_lock_line(record))
                sink.error(
                    DiagnosticKind::base_line_edited, at->second->span,
                    fmt::format("the line of revision {} is another than in `{}`", called(record), ref), {},
                    help);
            continue;
        }
        const LockRecord* anew = frozen_anew(record, base, today);
        if (anew != nullptr)
            sink.error(DiagnosticKind::base_revision_replaced, anew->span,
                       fmt::format("revision `{}` was frozen anew: it is {} here and {} in `{}`", record.name,
                                   anew->id(), record.id(), ref),
                       {}, help);
        else
            sink.error(
                DiagnosticKind::base_revision_removed, lock_span,
                fmt::format("revision {} is frozen in `{}` and is not in this lock", called(record), ref), {},
                help);
    }
}

}  // namespace varve::compiler
