#include <chrono>
#include <utility>

#include "runtime/src/ledger_inserts.hpp"

namespace varve::detail {

namespace {

constexpr std::string_view tried = "cannot write the ledger";

void read_log_end(sqlite3* db, LedgerEnd& end) {
    Statement last(db, "SELECT seq, row_digest FROM main.varve_log ORDER BY seq DESC LIMIT 1", tried);
    if (!last.step()) return;
    end.log = last.integer(0);
    end.digest = last.text(1);
}

void append_log(sqlite3* db, const LedgerRow& about, LogAction action, std::string_view build, LedgerEnd& end,
                bool forced) {
    LogRow row;
    row.seq = end.log + 1;
    row.previous = end.digest;
    row.schema = about.schema;
    row.action = to_word(action);
    row.id = about.id;
    row.digest = row_digest(about);
    row.at = now_ms();
    row.build = build;
    row.forced = forced;
    Statement insert(db, insert_log_row, tried);
    const std::string digest = log_digest(row);
    run_insert(insert, row, digest);
    end.log = row.seq;
    end.digest = digest;
}

}  // namespace

std::int64_t now_ms() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

LedgerEnd read_ledger_end(sqlite3* db) {
    LedgerEnd end;
    end.row = query_integer(db, "SELECT coalesce(max(seq), 0) FROM main.varve_revisions", tried);
    read_log_end(db, end);
    return end;
}

void record(sqlite3* db, LedgerRow row, LogAction action, std::string_view build, LedgerEnd& end,
            bool forced) {
    row.seq = ++end.row;
    row.applied_at = now_ms();
    Statement insert(db, insert_ledger_row, tried);
    run_insert(insert, row);
    append_log(db, row, action, build, end, forced);
}

void record(sqlite3* db, LedgerRow row, LogAction action, std::string_view build, bool forced) {
    LedgerEnd end = read_ledger_end(db);
    record(db, std::move(row), action, build, end, forced);
}

void unrecord(sqlite3* db, const LedgerRow& row, LogAction action, std::string_view build, bool forced) {
    Statement remove(db, "DELETE FROM main.varve_revisions WHERE seq = ?1", tried);
    remove.bind(1, row.seq);
    remove.run();
    LedgerEnd end;
    read_log_end(db, end);
    append_log(db, row, action, build, end, forced);
}

}  // namespace varve::detail
