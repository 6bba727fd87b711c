#include "runtime/src/refusals.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "runtime/src/names.hpp"
#include "runtime/src/standing.hpp"

namespace varve::detail {

namespace {

std::string head_of(const Chain& chain) {
    return chain.count == 0 ? "no revision" : describe(*chain.head());
}

std::string names_from(const Ledger& ledger, std::size_t first) {
    std::string names;
    for (std::size_t i = first; i != ledger.rows.size(); ++i)
        names += (names.empty() ? "" : ", ") + describe(ledger.rows[i]);
    return names;
}

}  // namespace

std::string refuse_unreadable(const std::string& path, const std::string& problem) {
    return fmt::format(
        "the ledger of `{}` cannot be believed: {}\n"
        "run the program that wrote it, or restore a backup; nothing was changed",
        path, problem);
}

std::string refuse_schema(const std::string& path, const LedgerRow& row, const Chain& chain) {
    return fmt::format(
        "`{}` is a database of the schema `{}`, and this program's schema is `{}`\n"
        "a file holds one schema: give this program a file of its own; nothing was changed",
        path, printable(row.schema), chain.schema);
}

std::string refuse_edited(const std::string& path, const LedgerRow& row, const Revision& instead) {
    return fmt::format(
        "`{}` and this program do not mean the same by revision {}{}`{}`:\n"
        "  the database ran    {}\n"
        "  this program holds  {}\n"
        "the revision was edited after it ran: run the program that wrote the database, or bring the "
        "edit in by a new revision; nothing was changed",
        path, instead.number, instead.number.empty() ? "" : " ", instead.name, row.digest, instead.digest);
}

std::string refuse_lineage(const std::string& path, const LedgerRow& row, const Chain& chain) {
    return fmt::format(
        "`{}` is of another lineage:\n"
        "  the database began with  {} {}\n"
        "  this program begins with {}\n"
        "give this program a file of its own; nothing was changed",
        path, row.digest, printable(row.name),
        chain.count == 0 ? "nothing yet" : fmt::format("{} {}", chain.begin()->digest, chain.begin()->name));
}

namespace {

/// "users.phone posts" of all of them, parted by commas.
std::string losses_from(const Ledger& ledger, std::size_t first) {
    std::string losses;
    for (std::size_t i = ledger.rows.size(); i != first; --i)
        if (const LedgerRow& row = ledger.rows[i - 1]; row.grade == Grade::loses)
            losses += (losses.empty() ? "" : ", ") + printable(row.loses);
    return losses;
}

std::string way_out_of_newer(const Ledger& ledger, std::size_t common) {
    if (const LedgerRow* one_way = find_one_way(ledger, common))
        return fmt::format("; it cannot be taken back: {} has no way back", describe(*one_way));
    const std::string losses = losses_from(ledger, common);
    constexpr std::string_view how = "; or take it back to what both know with `downgrade --take-back";
    if (losses.empty()) return fmt::format("{}` (`take_back = allow`)", how);
    return fmt::format("{} --allow-loss` (`take_back = allow_loss`), which loses {}", how, losses);
}

}  // namespace

const LedgerRow* find_one_way(const Ledger& ledger, std::size_t first) {
    for (std::size_t i = first; i != ledger.rows.size(); ++i)
        if (ledger.rows[i].grade == Grade::none || ledger.rows[i].inverse.empty()) return &ledger.rows[i];
    return nullptr;
}

bool can_take_back(const Ledger& ledger, std::size_t first, TakeBack allowed) {
    return allowed != TakeBack::refuse && find_one_way(ledger, first) == nullptr &&
           (allowed == TakeBack::allow_loss || losses_from(ledger, first).empty());
}

std::string refuse_stored_inverse(const std::string& path, const std::string& why) {
    return fmt::format(
        "`{}` is not taken back with the ways back that it carries: {}\n"
        "run the program that wrote it, or restore a backup; nothing was changed",
        path, why);
}

std::string refuse_reading(const std::string& path, const std::vector<std::string>& missing) {
    return fmt::format(
        "`{}` is newer than this program, and says that older ones may go on reading, but this one would "
        "not find what it reads:\n{}"
        "run the program that wrote it, or a newer one; nothing was changed",
        path, indented(missing));
}

std::string refuse_writing(const std::string& path, const Position& position) {
    return fmt::format(
        "`{}` is at `{}` ({}), newer than this program, which may read it and not write: run the program "
        "that "
        "wrote it, or a newer one",
        path, printable(position.head_name), position.head.substr(0, 12));
}

std::string refuse_ahead(const std::string& path, const Ledger& ledger, std::size_t common,
                         const Chain& chain) {
    bool apart = common < chain.count;
    std::string known = describe(chain.revisions[common - 1]);
    return fmt::format(
        "`{}` is {} this program:\n"
        "  the database is at      {}\n"
        "  this program ends at    {}\n"
        "  both know               {}\n"
        "  only the database knows {}\n"
        "run the program that wrote it, or a newer one{}; nothing was changed",
        path, apart ? "on another branch than" : "ahead of", describe(ledger.rows.back()), head_of(chain),
        known, names_from(ledger, common), way_out_of_newer(ledger, common));
}

std::string refuse_superseded(const std::string& path, const Ledger& ledger, const Chain& chain) {
    const auto is_last = [&](const Revision& each) { return each.digest == ledger.rows.back().digest; };
    const bool known = ledger.rows.empty() || std::any_of(chain.begin(), chain.end(), is_last);
    return fmt::format(
        "`{}` was taken to another revision while this program had it open:\n"
        "  the database is at    {}\n"
        "  this program ends at  {}\n"
        "{}; nothing of this transaction was written",
        path, ledger.rows.empty() ? "base" : describe(ledger.rows.back()), head_of(chain),
        known ? "open it again, which brings it to this program's revision"
              : "end this program and run one that holds that revision");
}

namespace {

/// A draft that stays as it is needs no way back; one that changed or went does.
std::string way_around(const Chain& chain, const LedgerRow& one_way) {
    if (!one_way.draft) return "begin with a new file or a backup";
    if (chain.drafts_allowed) return "put the draft back as it was, or begin with a new file or a backup";
    return "go on with `varve upgrade --draft`, or with a program that allows drafts (CMake's Debug "
           "configuration), where the draft stands as it was; else begin with a new file or a backup";
}

/// How a developer's database comes on.
std::string way_forward(const Chain& chain, bool several, const LedgerRow* one_way) {
    if (one_way != nullptr)
        return fmt::format("{} has no way back: {}", describe(*one_way), way_around(chain, *one_way));
    if (!chain.drafts_allowed)
        return "bring it forward with `varve upgrade --draft`, or with a program that allows drafts (CMake's "
               "Debug configuration)";
    return fmt::format("`upgrade` takes {} back and brings the database forward", several ? "them" : "it");
}

/// Where drafts are left out the very draft may lie in the chain: then nothing need be brought forward.
std::string way_to_drafts(const Chain& chain, bool several, const LedgerRow* one_way) {
    if (one_way != nullptr || chain.drafts_allowed) return way_forward(chain, several, one_way);
    return "`varve … --draft` knows the draft of the chain, and `varve upgrade --draft` brings the database "
           "forward; so does a program that allows drafts (CMake's Debug configuration)";
}

}  // namespace

std::string refuse_drafts(const std::string& path, const Chain& chain, const Ledger& ledger,
                          std::size_t first, const LedgerRow* one_way) {
    const bool several = ledger.rows.size() - first > 1;
    return fmt::format(
        "`{}` is at the {} {}, {}:\n"
        "  this program has in {} place: {}\n"
        "{}; nothing was changed",
        path, several ? "drafts" : "draft", names_from(ledger, first),
        chain.drafts_allowed ? "which this program does not hold" : "and drafts are left out here",
        several ? "their" : "its", first < chain.count ? describe(chain.revisions[first]) : "nothing",
        way_to_drafts(chain, several, one_way));
}

std::string refuse_rebased(const std::string& path, const Chain& chain, const Ledger& ledger,
                           std::size_t first, const LedgerRow* one_way) {
    std::vector<std::string> lines;
    for (std::size_t i = first; i != ledger.rows.size(); ++i) {
        const Revision* now = rebased(ledger, i, chain);
        lines.push_back(fmt::format("{} {}", describe(ledger.rows[i]),
                                    now == nullptr ? "is a draft that this program does not hold"
                                                   : "is " + describe(*now) + " here"));
    }
    return fmt::format("`{}` is at {}, and that line was rebased since:\n{}{}; nothing was changed", path,
                       describe(ledger.rows.back()), indented(lines),
                       way_forward(chain, lines.size() > 1, one_way));
}

std::string refuse_misfit(const std::string& path, const LedgerRow& row, bool newer, const std::string& table,
                          const std::string& why) {
    const std::string_view way_out = newer       ? "; or run the program that wrote it"
                                     : row.draft ? "; or put the draft back as it was, freeze it and go on"
                                                 : "";
    return fmt::format(
        "`{}`: the {} {} cannot be taken back: rows that were written since do not fit what stood "
        "before it{}:\n"
        "  {}\n"
        "change those rows{}; nothing was changed",
        path,
        row.draft ? "draft"
        : newer   ? "revision"
                  : "rebased revision",
        describe(row), table.empty() ? "" : fmt::format(", in `{}`", printable(table)), why, way_out);
}

std::string refuse_unversioned(const std::string& path, const Chain& chain, std::size_t nearest,
                               const std::vector<std::string>& difference) {
    if (chain.count == 0) return fmt::format("`{}` has no ledger, and this program has no revisions", path);
    return fmt::format(
        "`{}` has no ledger, and no revision of this program has its structure\n"
        "the nearest is {}; the database differs from it by:\n{}"
        "make it equal to a revision, or give this program a file of its own; nothing was changed",
        path, describe(chain.revisions[nearest]), indented(difference));
}

std::string refuse_several(const std::string& path, const std::vector<const Revision*>& candidates) {
    std::vector<std::string> lines;
    for (const Revision* each : candidates)
        lines.push_back(describe(*each));
    return fmt::format(
        "`{}` has no ledger, and {} have its structure:\n{}"
        "say which it is at with `stamp <id>`; nothing was changed",
        path, count_of(lines.size(), "revision"), indented(lines));
}

std::string refuse_old_table(const std::string& path, const Chain& chain, const std::string& problem) {
    return fmt::format(
        "`{}` has no ledger, and its `{}` {}\n"
        "bring it to a version of that chain with the tool that wrote it, or say where it is with "
        "`stamp <id>`; nothing was changed",
        path, chain.old_table, problem);
}

std::string refuse_old_place(const std::string& path, const Chain& chain, const std::string& version,
                             const Revision& revision, const std::vector<std::string>& difference) {
    return fmt::format(
        "`{}` has no ledger; its `{}` says that it is at {}, which is {}, but its structure is not that "
        "revision's:\n{}"
        "make it equal to that revision, or say where it is with `stamp <id>`; nothing was changed",
        path, chain.old_table, printable(version), describe(revision), indented(difference));
}

std::string refuse_behind(const std::string& path, const Chain& chain, const Position& position,
                          std::size_t goal, bool read_only) {
    std::vector<std::string> pending;
    for (std::size_t i = position.applied; i != goal; ++i)
        pending.push_back(describe(chain.revisions[i]));
    std::string_view out = read_only ? "open it for writing, or `upgrade` it first"
                                     : "`upgrade` it, or let this program do so (`behind = migrate`)";
    return fmt::format("`{}` is {} behind this program:\n{}{}; nothing was changed", path,
                       count_of(pending.size(), "revision"), indented(pending), out);
}

std::string refuse_drift(const std::string& path, const Chain& chain, std::size_t applied, const Drift& drift,
                         const Revision* later) {
    std::string since = applied == 0 ? "" : " since revision " + describe(chain.revisions[applied - 1]);
    std::string stamp;
    if (later != nullptr)
        stamp = fmt::format(
            "this is the structure of {}: if that is meant, `stamp {}` records it, and what pending "
            "revisions do to rows is not done; else ",
            describe(*later), later->id());
    return fmt::format(
        "`{}` was altered by other hands{}:\n{}"
        "{}put it back as it was, then try again; nothing was changed",
        path, since, indented(drift.ours), stamp);
}

std::string refuse_unfrozen(const std::string& path, const Revision& draft) {
    return fmt::format(
        "`{}` needs revision {}, which is a draft, and this program does not run drafts\n"
        "freeze it, or build with drafts allowed (CMake's Debug configuration)",
        path, describe(draft));
}

}  // namespace varve::detail
