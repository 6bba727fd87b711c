#include "runtime/src/ledger_inserts.hpp"

namespace varve::detail {

void run_insert(Statement& insert, const LedgerRow& row) {
    insert.bind(1, row.seq);
    insert.bind(2, row.format);
    insert.bind_kept(3, row.schema);
    insert.bind_kept(4, row.id);
    insert.bind_kept(5, row.name);
    insert.bind_kept(6, row.digest);
    insert.bind_kept(7, row.body);
    insert.bind_kept(8, row.parents);
    insert.bind_kept(9, row.crossing);
    insert.bind_kept(10, row.fingerprint);
    insert.bind(11, std::int64_t{row.draft});
    insert.bind(12, std::int64_t{row.compatible});
    insert.bind_kept(13, row.inverse);
    insert.bind_kept(14, to_word(row.grade));
    insert.bind_kept(15, row.loses);
    insert.bind(16, row.applied_at);
    insert.bind_kept(17, row.build);
    insert.run();
    insert.reset();
}

void run_insert(Statement& insert, const LogRow& row, std::string_view digest) {
    insert.bind(1, row.seq);
    insert.bind(2, row.format);
    insert.bind_kept(3, row.schema);
    insert.bind_kept(4, row.action);
    insert.bind_kept(5, row.id);
    insert.bind_kept(6, row.digest);
    insert.bind(7, std::int64_t{row.forced});
    insert.bind(8, row.at);
    insert.bind_kept(9, row.build);
    insert.bind_kept(10, row.previous);
    insert.bind_kept(11, digest);
    insert.run();
    insert.reset();
}

}  // namespace varve::detail
