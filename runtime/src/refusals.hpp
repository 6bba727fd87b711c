#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <varve/chain.hpp>
#include <varve/migrate.hpp>

#include "runtime/src/ledger.hpp"

namespace varve::detail {

// The messages of every refusal: what stands where, and the way out. `path` names the database.

std::string refuse_unreadable(const std::string& path, const std::string& problem);
std::string refuse_schema(const std::string& path, const LedgerRow& row, const Chain& chain);
std::string refuse_edited(const std::string& path, const LedgerRow& row, const Revision& instead);
std::string refuse_lineage(const std::string& path, const LedgerRow& row, const Chain& chain);
std::string refuse_ahead(const std::string& path, const Ledger& ledger, std::size_t common,
                         const Chain& chain);

/// The first row from `first` on that has no way back; null when each has one.
const LedgerRow* find_one_way(const Ledger& ledger, std::size_t first);

/// Whether what the ledger holds from `first` on may be taken back: each has a way back, and what they lose
/// is allowed.
bool can_take_back(const Ledger& ledger, std::size_t first, TakeBack allowed);

/// The database says that older programs may read it, and holds not what this one reads.
std::string refuse_reading(const std::string& path, const std::vector<std::string>& missing);

/// Whatever writes, where the database is newer than the program and may be read only.
std::string refuse_writing(const std::string& path, const Position& position);

/// One of the inverses that the database carries does what it may not.
std::string refuse_stored_inverse(const std::string& path, const std::string& why);

/// For a program that has had the database open.
std::string refuse_superseded(const std::string& path, const Ledger& ledger, const Chain& chain);

/// The ledger's rows from `first` on are drafts that the chain does not hold; `one_way`: one of them without
/// a way back, or null. Where they can be taken back, it says so.
std::string refuse_drafts(const std::string& path, const Chain& chain, const Ledger& ledger,
                          std::size_t first, const LedgerRow* one_way);
/// The same where one of them at least is a revision that the chain holds further up.
std::string refuse_rebased(const std::string& path, const Chain& chain, const Ledger& ledger,
                           std::size_t first, const LedgerRow* one_way);
/// `newer`: a revision of a program that is ahead of this one.
std::string refuse_misfit(const std::string& path, const LedgerRow& row, bool newer, const std::string& table,
                          const std::string& why);
std::string refuse_unversioned(const std::string& path, const Chain& chain, std::size_t nearest,
                               const std::vector<std::string>& difference);
std::string refuse_several(const std::string& path, const std::vector<const Revision*>& candidates);
/// The table of the tool before varve cannot be trusted, or speaks of another revision than the structure.
std::string refuse_old_table(const std::string& path, const Chain& chain, const std::string& problem);
std::string refuse_old_place(const std::string& path, const Chain& chain, const std::string& version,
                             const Revision& revision, const std::vector<std::string>& difference);
std::string refuse_behind(const std::string& path, const Chain& chain, const Position& position,
                          std::size_t goal, bool read_only);
/// `later`: the revision whose structure it has all the same, or null.
std::string refuse_drift(const std::string& path, const Chain& chain, std::size_t applied, const Drift& drift,
                         const Revision* later);
std::string refuse_unfrozen(const std::string& path, const Revision& draft);

}  // namespace varve::detail
