#pragma once

#include <string>
#include <varve/chain.hpp>

namespace varve::detail {

/// The ledger's tables, where they are missing.
std::string offline_make_ledger();

/// That the database's newest revision is this one; nullptr: that it has none.
std::string offline_at(const Chain& chain, const Revision* revision);

/// That it came there by the way that is to be undone.
std::string offline_came_by(const Chain& chain, const Revision& revision);

/// What applying the revision writes into ledger and log, and what taking it down does.
std::string offline_record(const Chain& chain, const Revision& revision);
std::string offline_unrecord(const Chain& chain, const Revision& revision);

}  // namespace varve::detail
