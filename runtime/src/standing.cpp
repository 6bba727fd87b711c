#include "runtime/src/standing.hpp"

#include <algorithm>
#include <cstddef>

#include "runtime/src/adoption.hpp"
#include "runtime/src/foreign.hpp"
#include "runtime/src/old_place.hpp"
#include "runtime/src/refusals.hpp"
#include "runtime/src/rehearsal.hpp"
#include "runtime/src/statement.hpp"

namespace varve::detail {

namespace {

/// What the schema calls unmanaged may stand there before the first revision.
bool is_empty(const Connection& connection, const Chain& chain) {
    sqlite3* db = connection.native_handle();
    constexpr std::string_view count =
        "SELECT count(*) FROM main.sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    if (query_integer(db, count, "cannot look at the database") == 0) return true;
    if (chain.unmanaged_count == 0) return false;
    const Structure found = read_structure(db);
    const Structure head = structure_at(connection, chain, chain.count);
    return without(found, unmanaged_in(chain, found, head)).objects.empty();
}

std::size_t common_length(const Ledger& ledger, const Chain& chain) {
    std::size_t common = 0;
    while (common != ledger.rows.size() && common != chain.count &&
           ledger.rows[common].digest == chain.revisions[common].digest)
        ++common;
    return common;
}

bool is_same_work(const LedgerRow& row, const Revision& revision) {
    return row.body == revision.body && row.fingerprint == revision.fingerprint;
}

void find_unknown(Assessment& found) {
    for (std::size_t i = found.common; i != found.ledger.rows.size(); ++i)
        found.position.unknown.push_back(found.ledger.rows[i].id);
}

/// Rows that only a developer's database has: drafts, and revisions that were rebased after it ran them.
bool are_unshipped(const Ledger& ledger, std::size_t first, const Chain& chain) {
    for (std::size_t i = first; i != ledger.rows.size(); ++i)
        if (!ledger.rows[i].draft && rebased(ledger, i, chain) == nullptr) return false;
    return true;
}

void stand_on_drafts(Assessment& found, const std::string& path, const Chain& chain) {
    const std::vector<LedgerRow>& rows = found.ledger.rows;
    while (found.known != rows.size() && found.known != chain.count &&
           is_same_work(rows[found.known], chain.revisions[found.known]))
        ++found.known;
    if (found.known == rows.size()) {
        found.relabel = true;
        found.position.applied = found.known;
        found.position.unknown.clear();
        found.position.standing = found.known == chain.count ? Standing::at_head : Standing::behind;
        return;
    }
    const LedgerRow* one_way = find_one_way(found.ledger, found.known);
    found.position.standing = Standing::draft;
    found.take_back = chain.drafts_allowed && one_way == nullptr;
    bool moved = false;
    for (std::size_t i = found.known; i != rows.size(); ++i)
        moved = moved || rebased(found.ledger, i, chain) != nullptr;
    found.position.reason = moved ? refuse_rebased(path, chain, found.ledger, found.known, one_way)
                                  : refuse_drafts(path, chain, found.ledger, found.known, one_way);
}

/// A program whose own revisions the database lacks as well has nothing to go by.
bool lets_readers_in(const Assessment& found, const Chain& chain) {
    const std::vector<LedgerRow>& rows = found.ledger.rows;
    return found.common == chain.count &&
           std::all_of(rows.begin() + static_cast<std::ptrdiff_t>(found.common), rows.end(),
                       [](const LedgerRow& row) { return row.compatible; });
}

/// The ledger's row after the common ones is unknown to the chain.
void stand_apart(Assessment& found, const std::string& path, const Chain& chain) {
    const LedgerRow& row = found.ledger.rows[found.common];
    find_unknown(found);
    if (are_unshipped(found.ledger, found.common, chain)) return stand_on_drafts(found, path, chain);
    const Revision* instead = found.common < chain.count ? chain.revisions + found.common : nullptr;
    bool edited = instead != nullptr && row.name == instead->name;
    found.position.standing = edited || found.common == 0 ? Standing::foreign : Standing::ahead;
    if (edited)
        found.position.reason = refuse_edited(path, row, *instead);
    else if (found.common == 0)
        found.position.reason = refuse_lineage(path, row, chain);
    else {
        found.position.readable = lets_readers_in(found, chain);
        found.position.reason = refuse_ahead(path, found.ledger, found.common, chain);
    }
}

void stand_by_ledger(Assessment& found, const std::string& path, const Chain& chain) {
    for (const LedgerRow& row : found.ledger.rows) {
        if (row.schema == chain.schema) continue;
        found.position.standing = Standing::foreign;
        found.position.reason = refuse_schema(path, row, chain);
        return;
    }
    found.common = found.known = common_length(found.ledger, chain);
    found.position.applied = found.common;
    if (const LedgerRow* head = found.ledger.head()) {
        found.position.head = head->digest;
        found.position.head_name = head->name;
    }
    if (found.common != found.ledger.rows.size()) return stand_apart(found, path, chain);
    found.position.standing = found.common == chain.count ? Standing::at_head : Standing::behind;
}

}  // namespace

const Revision* rebased(const Ledger& ledger, std::size_t row, const Chain& chain) {
    const LedgerRow& ran = ledger.rows[row];
    for (std::size_t i = row + 1; !ran.draft && i < chain.count; ++i)
        if (chain.revisions[i].body == ran.body && chain.revisions[i].name == ran.name)
            return chain.revisions + i;
    return nullptr;
}

bool is_new(const Connection& connection, const Chain& chain) {
    return is_empty(connection, chain) && !read_old_place(connection.native_handle(), chain);
}

Assessment assess(const Connection& connection, const Chain& chain) {
    sqlite3* db = connection.native_handle();
    const std::string& path = connection.path();
    Assessment found;
    std::string problem;
    found.ledger = read_ledger(db, problem);
    if (!problem.empty()) {
        found.position.standing = Standing::unreadable;
        found.position.reason = refuse_unreadable(path, problem);
    } else if (found.ledger.exists) {
        stand_by_ledger(found, path, chain);
    } else if (is_new(connection, chain)) {
        found.position.standing = Standing::fresh;
    } else {
        found.position.standing = Standing::unversioned;
        found.adoptable = find_adoptable(connection, chain, found.position.reason);
    }
    return found;
}

Assessment believe(const Connection& connection, const Chain& chain) {
    Assessment found = assess(connection, chain);
    if (!found.ledger.exists || found.position.standing == Standing::unreadable) return found;
    const std::string problem = log_problem(connection.native_handle(), found.ledger);
    if (problem.empty()) return found;
    found.take_back = found.relabel = false;
    found.position = {};
    found.position.standing = Standing::unreadable;
    found.position.reason = refuse_unreadable(connection.path(), problem);
    return found;
}

}  // namespace varve::detail
