#include "generator/history/amend.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "generator/history/lock_line.hpp"
#include "generator/history/record.hpp"
#include "generator/history/report_edit.hpp"
#include "generator/history/verify_amendment.hpp"
#include "runtime/src/digest.hpp"

namespace varve::compiler {
namespace {

using Kind = AmendmentRecord::Kind;

/// What an amendment speaks of: a revision, and which of its ways.
struct Target {
    RevisionSource* revision = nullptr;
    LockRecord* record = nullptr;
    std::size_t way = 0;  ///< among the ways that it was frozen with, and the newer ones behind them
    std::string parent;   ///< from which it leads; "" for base
};

WayTexts& texts_of(const Target& target) {
    RevisionSource& revision = *target.revision;
    const std::size_t own = target.record->parents.size() > 1 ? revision.ways.size() : 1;
    if (target.way >= own) return revision.newer[target.way - own];
    if (revision.ways.empty()) return revision;
    return revision.ways[target.way];
}

std::optional<Target> own_way(VerifiedChain& chain, std::size_t index, const std::string& parent) {
    const std::vector<std::string>& parents = chain.records[index].parents;
    Target target{&chain.revisions[index], &chain.records[index], 0, {}};
    if (!parents.empty()) target.parent = parents.front();
    if (parents.size() < 2) return parent.empty() ? std::optional<Target>(target) : std::nullopt;
    for (target.way = 0; target.way != parents.size(); ++target.way) {
        if (parents[target.way] != parent) continue;
        target.parent = parent;
        return target;
    }
    return std::nullopt;
}

std::optional<Target> find_target(VerifiedChain& chain, Kind kind, const std::string& of,
                                  const std::string& parent) {
    for (std::size_t i = 0; i != chain.frozen; ++i) {
        if (chain.records[i].digest == of) return own_way(chain, i, parent);
        RevisionSource& revision = chain.revisions[i];
        for (std::size_t j = 0; kind == Kind::redown && j != revision.newer.size(); ++j)
            if (revision.newer[j].digest == of)
                return Target{&revision, &chain.records[i],
                              chain.records[i].ways.size() - revision.newer.size() + j,
                              revision.newer[j].parent};
    }
    return std::nullopt;
}

void report_nothing(const AmendmentSource& draft, DiagnosticSink& sink) {
    sink.error(DiagnosticKind::amends_nothing, place_of(draft.texts),
               draft.of.empty() ? fmt::format("the file `of` of `{}` does not say what the draft amends",
                                              draft.texts.directory)
                                : fmt::format("`{}` amends {}, which this chain does not hold",
                                              draft.texts.directory, draft.of.substr(0, 12)),
               {},
               fmt::format("remove `{}`; `varve supersede` and `varve redown` make one anew",
                           draft.texts.directory));
}

std::optional<AmendmentSource> take_draft(VerifiedChain& chain, std::vector<AmendmentSource>& amendments,
                                          DiagnosticSink& sink) {
    const RevisionSource* first = nullptr;
    if (chain.revisions.size() > chain.frozen && chain.revisions.back().directory != ephemeral_directory)
        first = &chain.revisions.back();
    std::optional<AmendmentSource> taken;
    for (AmendmentSource& each : amendments) {
        if (!each.is_draft()) continue;
        if (first != nullptr || taken) {
            const RevisionSource& other = taken ? taken->texts : *first;
            report_second_draft(each.texts.directory, place_of(each.texts), other.directory, place_of(other),
                                sink);
            continue;
        }
        const auto target = find_target(chain, each.kind, each.of, each.parent);
        if (!target) {
            report_nothing(each, sink);
            continue;
        }
        if (each.kind == Kind::supersede) verify_same_schema(each.texts, *target->revision, sink);
        taken = std::move(each);
    }
    return taken;
}

}  // namespace

std::string write_of(const AmendmentSource& draft) {
    std::string text =
        fmt::format("{} {}\n", draft.kind == Kind::supersede ? "supersede" : "redown", draft.of);
    if (!draft.parent.empty()) text += fmt::format("from {}\n", draft.parent);
    return text;
}

bool read_of(std::string_view text, AmendmentSource& draft) {
    AmendmentSource found;
    const bool redown = text.substr(0, 7) == "redown ";
    found.kind = redown ? Kind::redown : Kind::supersede;
    const std::size_t at = redown ? 7 : 10;
    constexpr std::size_t from = 70;  ///< behind the digest: a line feed, and "from "
    found.of = text.substr(std::min(at, text.size()), 64);
    found.parent = text.substr(std::min(at + from, text.size()), 64);
    const bool good = is_digest(found.of) && (found.parent.empty() || is_digest(found.parent));
    if (!good || write_of(found) != text) return false;
    draft.kind = found.kind;
    draft.of = std::move(found.of);
    draft.parent = std::move(found.parent);
    return true;
}

std::string amendment_digest(Kind kind, const std::string& of, const std::string& parent,
                             const std::string& name, const RevisionSource& texts) {
    if (kind == Kind::redown)
        return detail::digest_parts(
            std::array<std::string_view, 5>{"varve-redown-1", of, parent, name, texts.down});
    return detail::digest_parts(
        std::array<std::string_view, 6>{"varve-supersede-1", of, parent, name, texts.up, texts.schema_text});
}

AmendmentRecord make_amendment(const AmendmentSource& draft, VerifiedChain& chain, const Lock& lock) {
    const auto target = find_target(chain, draft.kind, draft.of, draft.parent);
    AmendmentRecord record;
    record.kind = draft.kind;
    record.of = draft.of;
    record.parent = draft.parent;
    record.name = draft.texts.name;
    record.message = draft.texts.message;
    record.behind = lock.records.size();
    if (draft.kind == Kind::supersede) record.way = digests_of(draft.texts);
    if (!draft.texts.down.empty()) record.way.down = detail::text_digest(draft.texts.down);
    record.digest =
        amendment_digest(draft.kind, draft.of, target ? target->parent : "", record.name, draft.texts);
    return record;
}

WayDigests way_amended(VerifiedChain& chain, const AmendmentSource& draft) {
    const auto target = find_target(chain, draft.kind, draft.of, draft.parent);
    return target ? target->record->ways[target->way] : WayDigests();
}

void put_into(VerifiedChain& chain, const AmendmentRecord& record, const RevisionSource& texts) {
    const auto target = find_target(chain, record.kind, record.of, record.parent);
    if (!target) return;
    if (record.kind == Kind::redown) {
        WayTexts& way = texts_of(*target);
        way.down = texts.down;
        way.down_file = texts.down_file;
        target->record->ways[target->way].down = record.way.down;
        return;
    }
    WaySource& way = target->revision->newer.emplace_back();
    static_cast<WayTexts&>(way) = texts;
    way.directory = texts.directory;
    way.parent = target->parent;
    way.digest = record.digest;
    target->record->ways.push_back(record.way);
}

std::optional<AmendmentSource> amend(VerifiedChain& chain, const Lock& lock,
                                     std::vector<AmendmentSource> amendments, Span lock_span,
                                     DiagnosticSink& sink) {
    const std::vector<const AmendmentSource*> directories =
        match_amendments(lock, amendments, lock_span, sink);
    for (std::size_t i = 0; i != lock.amendments.size(); ++i) {
        const AmendmentRecord& record = lock.amendments[i];
        const AmendmentSource* source = directories[i];
        const auto target = find_target(chain, record.kind, record.of, record.parent);
        if (source == nullptr || !target) continue;
        const std::string digest =
            amendment_digest(record.kind, record.of, target->parent, record.name, source->texts);
        verify_amendment(record, source->texts, digest, *target->revision, sink);
        put_into(chain, record, source->texts);
    }
    return take_draft(chain, amendments, sink);
}

}  // namespace varve::compiler
