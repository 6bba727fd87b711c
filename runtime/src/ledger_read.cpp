#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>

#include "runtime/src/ledger.hpp"
#include "runtime/src/sqlite_error.hpp"
#include "runtime/src/statement.hpp"

namespace varve::detail {

namespace {

constexpr std::size_t most_rows = 100'000;
constexpr std::size_t longest_word = 4'096;
constexpr int longest_value = 32 << 20;

constexpr std::string_view tried = "cannot read the ledger";

/// A file from elsewhere may hold values of a gigabyte: while the ledger is read, SQLite itself refuses them.
class LengthLimit {
public:
    explicit LengthLimit(sqlite3* db)
        : db_(db), before_(sqlite3_limit(db, SQLITE_LIMIT_LENGTH, longest_value)) {}
    ~LengthLimit() { sqlite3_limit(db_, SQLITE_LIMIT_LENGTH, before_); }
    LengthLimit(const LengthLimit&) = delete;
    LengthLimit& operator=(const LengthLimit&) = delete;

private:
    sqlite3* db_;
    int before_;
};

std::string_view view_of(sqlite3_stmt* statement, int column) {
    const unsigned char* bytes = sqlite3_column_text(statement, column);
    if (bytes == nullptr) return {};
    return {reinterpret_cast<const char*>(bytes),
            static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
}

bool is_digest(std::string_view text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool are_digests(std::string_view text) {
    while (!text.empty()) {
        std::size_t space = std::min(text.find(' '), text.size());
        if (!is_digest(text.substr(0, space))) return false;
        if (space == text.size()) break;
        text.remove_prefix(space + 1);
        if (text.empty()) return false;
    }
    return true;
}

bool read_grade(std::string_view word, Grade& grade) {
    for (Grade each : {Grade::exact, Grade::loses, Grade::none}) {
        if (word != to_word(each)) continue;
        grade = each;
        return true;
    }
    return false;
}

LedgerRow row_at(const Statement& at) {
    LedgerRow row;
    row.seq = at.integer(0);
    row.format = at.integer(1);
    row.schema = at.text(2);
    row.id = at.text(3);
    row.name = at.text(4);
    row.digest = at.text(5);
    row.body = at.text(6);
    row.parents = at.text(7);
    row.crossing = at.text(8);
    row.fingerprint = at.text(9);
    row.draft = at.integer(10) != 0;
    row.compatible = at.integer(11) != 0;
    row.inverse = at.text(12);
    row.loses = at.text(14);
    row.applied_at = at.integer(15);
    row.build = at.text(16);
    return row;
}

bool sound(const LedgerRow& row) {
    for (const std::string* word : {&row.schema, &row.name, &row.build})
        if (word->size() > longest_word) return false;
    bool digests = is_digest(row.digest) && is_digest(row.body) && is_digest(row.fingerprint) &&
                   are_digests(row.parents) && (row.crossing.empty() || is_digest(row.crossing));
    return digests && row.id == row.digest.substr(0, 12);
}

/// Not a view. SQLite answers from what it has read of the schema, without a statement.
bool has_table(sqlite3* db, const char* name) {
    const int code =
        sqlite3_table_column_metadata(db, "main", name, "seq", nullptr, nullptr, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK && (code & 0xff) != SQLITE_ERROR) throw_sqlite(db, tried);
    return code == SQLITE_OK;
}

std::string read_rows(sqlite3* db, Ledger& ledger) {
    Statement at(
        db,
        "SELECT seq, format, schema, id, name, digest, body, parents, crossing, fingerprint, draft, "
        "compatible, inverse, grade, loses, applied_at, build FROM main.varve_revisions ORDER BY seq",
        tried);
    while (at.step()) {
        LedgerRow row = row_at(at);
        if (row.format != ledger_format)
            return fmt::format("its row {} has format {}, and this program reads format {}: run a newer one",
                               row.seq, row.format, ledger_format);
        bool flags = (at.integer(10) | 1) == 1 && (at.integer(11) | 1) == 1;
        if (!flags || !sound(row) || !read_grade(at.text(13), row.grade))
            return fmt::format("its row {} holds values that varve never writes", row.seq);
        if (row.seq != static_cast<std::int64_t>(ledger.rows.size()) + 1)
            return fmt::format("its row {} is missing", ledger.rows.size() + 1);
        if (ledger.rows.size() == most_rows) return fmt::format("it has more than {} rows", most_rows);
        ledger.rows.push_back(std::move(row));
    }
    return {};
}

}  // namespace

Ledger read_ledger(sqlite3* db, std::string& problem) {
    Ledger ledger;
    ledger.exists = has_ledger(db);
    if (!ledger.exists) return ledger;
    LengthLimit limit(db);
    problem = ledger_shape_problem(db);
    if (problem.empty()) problem = read_rows(db, ledger);
    if (!problem.empty()) ledger.rows.clear();
    return ledger;
}

std::string read_head_digest(sqlite3* db, std::string_view schema) {
    if (!has_table(db, "varve_revisions") || !has_table(db, "varve_log")) return {};
    sqlite3_stmt* statement = nullptr;
    // The log must not be empty: what else may be wrong is looked for before anything is written.
    constexpr const char* sql =
        "SELECT format, digest, schema FROM main.varve_revisions "
        "WHERE EXISTS (SELECT 1 FROM main.varve_log) ORDER BY seq DESC LIMIT 1";
    // A column that is not there is an answer here: asking for all first would cost more than the read
    // itself.
    int code = sqlite3_prepare_v2(db, sql, -1, &statement, nullptr);
    if ((code & 0xff) == SQLITE_ERROR) return {};
    if (code != SQLITE_OK) throw_sqlite(db, tried);
    std::string digest;
    code = sqlite3_step(statement);
    if (code == SQLITE_ROW && sqlite3_column_int64(statement, 0) == ledger_format &&
        view_of(statement, 1).size() == 64 && view_of(statement, 2) == schema)
        digest = view_of(statement, 1);
    sqlite3_finalize(statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE && (code & 0xff) != SQLITE_ERROR) throw_sqlite(db, tried);
    return digest;
}

}  // namespace varve::detail
