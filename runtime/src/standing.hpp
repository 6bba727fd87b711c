#pragma once

#include <cstddef>
#include <string>

#include <varve/connection.hpp>
#include <varve/migrate.hpp>

#include "runtime/src/ledger.hpp"

namespace varve::detail {

/// A database held against a chain: what inspect() answers, and what the migrator needs besides.
struct Assessment {
    Position position;
    Ledger ledger;
    std::size_t common = 0;  ///< how many rows and revisions agree, from the first
    std::size_t known = 0;   ///< `common`, and the drafts behind it that the chain holds under other digests
    bool relabel = false;    ///< those are all the others
    bool take_back = false;  ///< all behind `known` are drafts, or revisions rebased since, with a way back, and
                             ///< drafts are allowed
    std::size_t adoptable =
        0;  ///< unversioned: the revision count whose structure this is; 0 for none or several
};

/// The revision as which the chain holds the same work further up: the ledger's was frozen anew behind others.
/// Null for none.
const Revision* rebased(const Ledger& ledger, std::size_t row, const Chain& chain);

/// Whether there is nothing in the database but what is unmanaged, and no other tool's place.
bool is_new(const Connection& connection, const Chain& chain);

/// Of a chain that is a line. Reads only; the caller sees to it that all reads see one state.
Assessment assess(const Connection& connection, const Chain& chain);

/// As assess(), with the log read as well: a ledger that its log contradicts tells no place, whatever it
/// says.
Assessment believe(const Connection& connection, const Chain& chain);

}  // namespace varve::detail
