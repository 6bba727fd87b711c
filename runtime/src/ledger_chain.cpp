#include "runtime/src/ledger.hpp"
#include "runtime/src/ledger_log.hpp"
#include "runtime/src/statement.hpp"

namespace varve::detail {

namespace {

constexpr std::string_view tried = "cannot write the ledger";

constexpr std::string_view insert_row =
    "INSERT INTO main.varve_revisions(seq, format, schema, id, name, digest, body, parents, crossing, "
    "fingerprint, draft, compatible, inverse, grade, loses, applied_at, build) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)";

constexpr std::string_view insert_log =
    "INSERT INTO main.varve_log(seq, format, schema, action, id, digest, forced, at, build, previous, "
    "row_digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";

/// What the rows of one chain have in common is bound once.
class ChainRecorder {
public:
    ChainRecorder(sqlite3* db, const Chain& chain)
        : chain_(chain), row_(db, insert_row, tried), log_(db, insert_log, tried) {
        entry_.schema = chain.schema;
        entry_.action = to_word(LogAction::up);
        entry_.at = now_ms();
        entry_.build = chain.build;
        row_.bind(2, ledger_format);
        row_.bind_kept(3, chain.schema);
        row_.bind_kept(9, "");
        row_.bind(16, entry_.at);
        row_.bind_kept(17, chain.build);
        log_.bind(2, ledger_format);
        log_.bind_kept(3, chain.schema);
        log_.bind_kept(4, to_word(LogAction::up));
        log_.bind(7, std::int64_t{0});
        log_.bind(8, entry_.at);
        log_.bind_kept(9, chain.build);
        log_.bind_kept(10, "");
    }

    void record(const Revision& revision) {
        LedgerRow row = ledger_row(chain_, revision);
        row.seq = ++entry_.seq;
        row.applied_at = entry_.at;
        write_row(revision, row);
        entry_.id = row.id;
        entry_.digest = row_digest(row);
        write_log(revision);
    }

private:
    void write_row(const Revision& revision, const LedgerRow& row) {
        row_.bind(1, row.seq);
        row_.bind_kept(4, revision.id());
        row_.bind_kept(5, revision.name);
        row_.bind_kept(6, revision.digest);
        row_.bind_kept(7, revision.body);
        row_.bind_kept(8, revision.parents);
        row_.bind_kept(10, revision.fingerprint);
        row_.bind(11, std::int64_t{row.draft});
        row_.bind(12, std::int64_t{row.compatible});
        row_.bind_kept(13, row.inverse);
        row_.bind_kept(14, to_word(row.grade));
        row_.bind_kept(15, revision.loses);
        row_.run();
        row_.reset();
    }

    void write_log(const Revision& revision) {
        std::string digest = log_digest(entry_);
        log_.bind(1, entry_.seq);
        log_.bind_kept(5, revision.id());
        log_.bind_kept(6, entry_.digest);
        log_.bind_kept(10, entry_.previous);
        log_.bind_kept(11, digest);
        log_.run();
        log_.reset();
        entry_.previous = std::move(digest);
    }

    const Chain& chain_;
    LogRow entry_;
    Statement row_;
    Statement log_;
};

}  // namespace

void record_chain(sqlite3* db, const Chain& chain) {
    ChainRecorder recorder(db, chain);
    for (const Revision& revision : chain)
        recorder.record(revision);
}

}  // namespace varve::detail
