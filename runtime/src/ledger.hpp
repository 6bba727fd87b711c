#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <varve/chain.hpp>

struct sqlite3;

namespace varve::detail {

/// The format of both tables and of the log's digests (docs/ledger.md).
inline constexpr std::int64_t ledger_format = 1;

/// One row of `varve_revisions`: a revision that the database has lived through and not taken back.
struct LedgerRow {
    std::int64_t seq = 0;
    std::int64_t format = ledger_format;
    std::string schema;
    std::string id;
    std::string name;
    std::string digest;
    std::string body;
    std::string parents;
    std::string crossing;
    std::string fingerprint;
    bool draft = false;
    bool compatible = false;
    std::string inverse;
    Grade grade = Grade::none;
    std::string loses;
    std::int64_t applied_at = 0;
    std::string build;
};

/// What a database remembers, oldest first.
struct Ledger {
    bool exists = false;
    std::vector<LedgerRow> rows;

    const LedgerRow* head() const { return rows.empty() ? nullptr : &rows.back(); }
};

/// Why a log row was written. `up` and `down` ran SQL; `stamp` and `unstamp` only changed the record.
enum class LogAction { up, down, stamp, unstamp };

std::string_view to_word(Grade grade);
std::string_view to_word(LogAction action);

/// The row that applying `revision` of `chain`, a line, writes; seq and time are set when it is written.
LedgerRow ledger_row(const Chain& chain, const Revision& revision);

/// Whether the database carries any table of the ledger, whole or not.
bool has_ledger(sqlite3* db);

/// The CREATE TABLE of both, without their `CREATE TABLE `.
std::array<std::string_view, 2> ledger_tables();

/// Both tables. The caller holds a write transaction.
void create_ledger(sqlite3* db);

/// Why the tables are not what format 1 says, or "". Reads the schema only.
std::string ledger_shape_problem(sqlite3* db);

/// Reads `varve_revisions` as untrusted data: `problem` says why it cannot be believed, and is "" otherwise.
Ledger read_ledger(sqlite3* db, std::string& problem);

/// The digest of the newest row: one small read. "" when there is no ledger, no row, no log, or it is of another
/// schema.
std::string read_head_digest(sqlite3* db, std::string_view schema);

/// Checks the log's chain of digests from its first row, and that what it says is applied is what `ledger`
/// holds.
/// "" or why not.
std::string log_problem(sqlite3* db, const Ledger& ledger);

/// Where both tables end: what the next rows follow.
struct LedgerEnd {
    std::int64_t row = 0;  ///< `seq` of the newest row of varve_revisions; 0 for none
    std::int64_t log = 0;  ///< and of varve_log
    std::string digest;    ///< of the newest row of varve_log
};

LedgerEnd read_ledger_end(sqlite3* db);

/// Appends `row` to the ledger (seq and time are filled in) and the action to the log, and moves `end`, which
/// must be where they end now. `forced`: a check was overruled.
void record(sqlite3* db, LedgerRow row, LogAction action, std::string_view build, LedgerEnd& end,
            bool forced = false);

/// The same, with a look at where they end.
void record(sqlite3* db, LedgerRow row, LogAction action, std::string_view build, bool forced = false);

/// Writes the whole chain into a ledger that was just created: what applying its revisions one by one would
/// leave, all at one time.
void record_chain(sqlite3* db, const Chain& chain);

/// Removes the newest row and appends the action to the log.
void unrecord(sqlite3* db, const LedgerRow& row, LogAction action, std::string_view build,
              bool forced = false);

/// Removes whatever has the names of the ledger's tables, with what stands on it.
void drop_ledger(sqlite3* db);

/// What the log keeps of a ledger row: a digest over every column.
std::string row_digest(const LedgerRow& row);

/// Milliseconds since 1970, UTC.
std::int64_t now_ms();

}  // namespace varve::detail
