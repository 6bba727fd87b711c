#include <utility>

#include "runtime/src/ledger_inserts.hpp"

namespace varve::detail {

void record_chain(sqlite3* db, const Chain& chain) {
    constexpr std::string_view tried = "cannot write the ledger";
    Statement rows(db, insert_ledger_row, tried);
    Statement log(db, insert_log_row, tried);
    LogRow entry;
    entry.schema = chain.schema;
    entry.action = to_word(LogAction::up);
    entry.at = now_ms();
    entry.build = chain.build;
    for (const Revision& revision : chain) {
        LedgerRow row = ledger_row(chain, revision);
        row.seq = ++entry.seq;
        row.applied_at = entry.at;
        run_insert(rows, row);
        entry.id = row.id;
        entry.digest = row_digest(row);
        std::string digest = log_digest(entry);
        run_insert(log, entry, digest);
        entry.previous = std::move(digest);
    }
}

}  // namespace varve::detail
