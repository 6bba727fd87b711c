#include "runtime/src/superseded.hpp"

#include <algorithm>

#include "runtime/src/ledger.hpp"
#include "runtime/src/line.hpp"
#include "runtime/src/refusals.hpp"
#include "runtime/src/standing.hpp"

namespace varve::detail {

namespace {

/// Newer, in line with this chain, and each step says of itself that programs before it may go on.
bool is_compatible(const Assessment& found, const Chain& chain) {
    const auto first = found.ledger.rows.begin() + static_cast<std::ptrdiff_t>(found.common);
    return found.position.standing == Standing::ahead && found.common == chain.count &&
           std::all_of(first, found.ledger.rows.end(), [](const LedgerRow& row) { return row.compatible; });
}

}  // namespace

void refuse_if_superseded(const Connection& connection, const Chain& chain) {
    // One small read answers for a schema that somebody changed in another way.
    const Revision* head = chain.head();
    if (head != nullptr && read_head_digest(connection.native_handle(), chain.schema) == head->digest) return;
    const Line line(connection, chain);
    const Assessment found = assess(connection, line.chain());
    const Position& position = found.position;
    if (position.standing == Standing::at_head || is_compatible(found, line.chain())) return;
    // A ledger that cannot be believed tells no revision.
    if (position.standing == Standing::unreadable) throw MigrationError(position.reason, position);
    throw MigrationError(refuse_superseded(connection.path(), found.ledger, chain), position,
                         ErrorCode::superseded);
}

}  // namespace varve::detail
