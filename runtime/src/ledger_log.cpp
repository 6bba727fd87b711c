#include "runtime/src/ledger_log.hpp"

#include <fmt/core.h>

#include <array>
#include <map>
#include <optional>

#include "runtime/src/digest.hpp"
#include "runtime/src/statement.hpp"

namespace varve::detail {

namespace {

constexpr std::string_view tried = "cannot read the ledger's log";

LogRow log_row_at(const Statement& at) {
    LogRow row;
    row.seq = at.integer(0);
    row.format = at.integer(1);
    row.schema = at.text(2);
    row.action = at.text(3);
    row.id = at.text(4);
    row.digest = at.text(5);
    row.forced = at.integer(6) != 0;
    row.at = at.integer(7);
    row.build = at.text(8);
    row.previous = at.text(9);
    return row;
}

/// Plays one action on what is applied so far, oldest first.
bool play(const LogRow& row, std::vector<std::string>& applied) {
    if (row.action == to_word(LogAction::up) || row.action == to_word(LogAction::stamp)) {
        applied.push_back(row.digest);
        return true;
    }
    bool removes = row.action == to_word(LogAction::down) || row.action == to_word(LogAction::unstamp);
    if (!removes || applied.empty() || applied.back() != row.digest) return false;
    applied.pop_back();
    return true;
}

std::string compare(const std::vector<std::string>& applied, const Ledger& ledger) {
    if (applied.size() != ledger.rows.size())
        return fmt::format("its log says that {} revisions are applied, and it holds {}", applied.size(),
                           ledger.rows.size());
    for (std::size_t i = 0; i != applied.size(); ++i)
        if (applied[i] != row_digest(ledger.rows[i]))
            return fmt::format("its row {} is not the one that its log says was written", i + 1);
    return {};
}

}  // namespace

std::string log_digest(const LogRow& row) {
    std::string seq = std::to_string(row.seq);
    std::string format = std::to_string(row.format);
    std::string at = std::to_string(row.at);
    std::array<std::string_view, 11> parts{
        "varve-log-1", row.previous,           seq, format,   row.schema, row.action, row.id,
        row.digest,    row.forced ? "1" : "0", at,  row.build};
    return digest_parts(parts);
}

std::string row_digest(const LedgerRow& row) {
    std::string seq = std::to_string(row.seq);
    std::string format = std::to_string(row.format);
    std::string at = std::to_string(row.applied_at);
    std::array<std::string_view, 18> parts{"varve-ledger-row-1",
                                           seq,
                                           format,
                                           row.schema,
                                           row.id,
                                           row.name,
                                           row.digest,
                                           row.body,
                                           row.parents,
                                           row.crossing,
                                           row.fingerprint,
                                           row.draft ? "1" : "0",
                                           row.compatible ? "1" : "0",
                                           row.inverse,
                                           to_word(row.grade),
                                           row.loses,
                                           at,
                                           row.build};
    return digest_parts(parts);
}

std::string log_problem(sqlite3* db, const Ledger& ledger) {
    Statement at(db,
                 "SELECT seq, format, schema, action, id, digest, forced, at, build, previous, row_digest "
                 "FROM main.varve_log ORDER BY seq",
                 tried);
    std::string previous;
    std::int64_t count = 0;
    std::vector<std::string> applied;
    while (at.step()) {
        LogRow row = log_row_at(at);
        ++count;
        if (row.format != ledger_format)
            return fmt::format(
                "row {} of its log has format {}, and this program reads format {}: run a newer one", row.seq,
                row.format, ledger_format);
        if (row.seq != count || row.previous != previous || (at.integer(6) | 1) != 1 ||
            log_digest(row) != at.text(10))
            return fmt::format("row {} of its log does not follow from the rows before", count);
        if (!play(row, applied))
            return fmt::format("row {} of its log says what cannot have happened", count);
        previous = at.text(10);
    }
    return compare(applied, ledger);
}

}  // namespace varve::detail
