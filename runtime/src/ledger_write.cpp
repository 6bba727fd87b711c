#include <chrono>
#include <utility>

#include "runtime/src/ledger.hpp"
#include "runtime/src/ledger_log.hpp"
#include "runtime/src/statement.hpp"

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
    Statement insert(db,
                     "INSERT INTO main.varve_log(seq, format, schema, action, id, digest, forced, at, build, "
                     "previous, row_digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                     tried);
    const std::string digest = log_digest(row);
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
    end.log = row.seq;
    end.digest = digest;
}

void insert_row(sqlite3* db, const LedgerRow& row) {
    Statement insert(db,
                     "INSERT INTO main.varve_revisions(seq, format, schema, id, name, digest, body, parents, "
                     "crossing, fingerprint, draft, compatible, inverse, grade, loses, applied_at, build) "
                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
                     tried);
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
    insert_row(db, row);
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
