#include <chrono>

#include "runtime/src/ledger.hpp"
#include "runtime/src/ledger_log.hpp"
#include "runtime/src/statement.hpp"

namespace varve::detail {

namespace {

constexpr std::string_view tried = "cannot write the ledger";

void append_log(sqlite3* db, const LedgerRow& about, LogAction action, std::string_view build, bool forced) {
    LogRow row;
    Statement last(db, "SELECT seq, row_digest FROM main.varve_log ORDER BY seq DESC LIMIT 1", tried);
    if (last.step()) {
        row.seq = last.integer(0);
        row.previous = last.text(1);
    }
    row.seq += 1;
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
    insert.bind(1, row.seq);
    insert.bind(2, row.format);
    insert.bind(3, row.schema);
    insert.bind(4, row.action);
    insert.bind(5, row.id);
    insert.bind(6, row.digest);
    insert.bind(7, std::int64_t{row.forced});
    insert.bind(8, row.at);
    insert.bind(9, row.build);
    insert.bind(10, row.previous);
    insert.bind(11, log_digest(row));
    insert.run();
}

void insert_row(sqlite3* db, const LedgerRow& row) {
    Statement insert(db,
                     "INSERT INTO main.varve_revisions(seq, format, schema, id, name, digest, body, parents, "
                     "crossing, fingerprint, draft, compatible, inverse, grade, loses, applied_at, build) "
                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
                     tried);
    insert.bind(1, row.seq);
    insert.bind(2, row.format);
    insert.bind(3, row.schema);
    insert.bind(4, row.id);
    insert.bind(5, row.name);
    insert.bind(6, row.digest);
    insert.bind(7, row.body);
    insert.bind(8, row.parents);
    insert.bind(9, row.crossing);
    insert.bind(10, row.fingerprint);
    insert.bind(11, std::int64_t{row.draft});
    insert.bind(12, std::int64_t{row.compatible});
    insert.bind(13, row.inverse);
    insert.bind(14, to_word(row.grade));
    insert.bind(15, row.loses);
    insert.bind(16, row.applied_at);
    insert.bind(17, row.build);
    insert.run();
}

}  // namespace

std::int64_t now_ms() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

void record(sqlite3* db, LedgerRow row, LogAction action, std::string_view build, bool forced) {
    row.seq = query_integer(db, "SELECT coalesce(max(seq), 0) + 1 FROM main.varve_revisions", tried);
    row.applied_at = now_ms();
    insert_row(db, row);
    append_log(db, row, action, build, forced);
}

void unrecord(sqlite3* db, const LedgerRow& row, LogAction action, std::string_view build, bool forced) {
    Statement remove(db, "DELETE FROM main.varve_revisions WHERE seq = ?1", tried);
    remove.bind(1, row.seq);
    remove.run();
    append_log(db, row, action, build, forced);
}

}  // namespace varve::detail
