#include "bench/raw_migrations.hpp"

#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "runtime/src/ledger_log.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace bench::raw {
namespace {

using varve::detail::LedgerRow;
using varve::detail::LogRow;

void check(sqlite3* db, bool good) {
    if (good) return;
    std::fprintf(stderr, "error: %s\n", sqlite3_errmsg(db));
    std::exit(1);
}

void execute(sqlite3* db, const std::string& sql) {
    check(db, sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
}

class Insert {
public:
    Insert(sqlite3* db, const char* sql) : db_(db) {
        check(db,
              sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement_, nullptr) == SQLITE_OK);
    }
    ~Insert() { sqlite3_finalize(statement_); }
    Insert(const Insert&) = delete;
    Insert& operator=(const Insert&) = delete;

    Insert& operator<<(std::string_view text) {
        sqlite3_bind_text(statement_, ++at_, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
        return *this;
    }
    Insert& operator<<(std::int64_t value) {
        sqlite3_bind_int64(statement_, ++at_, value);
        return *this;
    }
    void run() {
        check(db_, sqlite3_step(statement_) == SQLITE_DONE);
        sqlite3_reset(statement_);
        at_ = 0;
    }

private:
    sqlite3* db_;
    sqlite3_stmt* statement_ = nullptr;
    int at_ = 0;
};

/// The place in both tables is kept in memory: nobody else writes.
class LedgerWriter {
public:
    LedgerWriter(sqlite3* db, const varve::Chain& chain, std::int64_t seq, std::string previous)
        : chain_(chain),
          revisions_(db, "INSERT INTO varve_revisions VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"),
          log_(db, "INSERT INTO varve_log VALUES (?,?,?,?,?,?,?,?,?,?,?)"),
          seq_(seq),
          previous_(std::move(previous)) {}

    void write(const varve::Revision& revision) {
        LedgerRow row = varve::detail::ledger_row(chain_, revision);
        row.seq = ++seq_;
        row.applied_at = varve::detail::now_ms();
        revisions_ << row.seq << row.format << row.schema << row.id << row.name << row.digest << row.body
                   << row.parents << row.crossing << row.fingerprint << std::int64_t{row.draft}
                   << std::int64_t{row.compatible} << row.inverse << varve::detail::to_word(row.grade)
                   << row.loses << row.applied_at << row.build;
        revisions_.run();
        LogRow log;
        log.seq = row.seq;
        log.schema = row.schema;
        log.action = "up";
        log.id = row.id;
        log.digest = varve::detail::row_digest(row);
        log.at = row.applied_at;
        log.build = row.build;
        log.previous = previous_;
        const std::string digest = varve::detail::log_digest(log);
        log_ << log.seq << log.format << log.schema << log.action << log.id << log.digest
             << std::int64_t{log.forced} << log.at << log.build << log.previous << digest;
        log_.run();
        previous_ = digest;
    }

private:
    const varve::Chain& chain_;
    Insert revisions_;
    Insert log_;
    std::int64_t seq_;
    std::string previous_;
};

/// A rebuild's directives, by hand.
class Steps {
public:
    explicit Steps(sqlite3* db) : db_(db) {}

    void run(const std::string& up) {
        for (const varve::detail::Step& step : varve::detail::split_steps(up)) {
            if (!step.directive)
                execute(db_, varve::detail::written_sql(step.text));
            else if (step.text.rfind("rebuild ", 0) == 0)
                table_ = step.text.substr(8);
            else if (step.text == "end")
                finish_rebuild();
        }
    }

private:
    void finish_rebuild() {
        std::vector<std::string> kept;
        const auto keep = [](void* list, int, char** values, char**) {
            static_cast<std::vector<std::string>*>(list)->emplace_back(values[0]);
            return 0;
        };
        const std::string select = "SELECT sql FROM sqlite_schema WHERE tbl_name = '" + table_ +
                                   "' AND type IN ('index', 'trigger') AND sql IS NOT NULL";
        check(db_, sqlite3_exec(db_, select.c_str(), keep, &kept, nullptr) == SQLITE_OK);
        execute(db_, "DROP TABLE " + table_);
        execute(db_, "PRAGMA legacy_alter_table=ON");
        execute(db_, "ALTER TABLE varve_new_" + table_ + " RENAME TO " + table_);
        execute(db_, "PRAGMA legacy_alter_table=OFF");
        for (const std::string& sql : kept)
            execute(db_, sql);
        execute(db_, "PRAGMA foreign_key_check(" + table_ + ")");
    }

    sqlite3* db_;
    std::string table_;
};

std::string last_digest(sqlite3* db) {
    std::string digest;
    const auto keep = [](void* text, int, char** values, char**) {
        *static_cast<std::string*>(text) = values[0];
        return 0;
    };
    check(db, sqlite3_exec(db, "SELECT row_digest FROM varve_log ORDER BY seq DESC LIMIT 1", keep, &digest,
                           nullptr) == SQLITE_OK);
    return digest;
}

void rebuild_orders(sqlite3* db, const varve::Chain& chain, const char* columns) {
    execute(db, "BEGIN IMMEDIATE");
    execute(db, std::string("CREATE TABLE new_orders (id INTEGER PRIMARY KEY, ") + columns + ")");
    execute(db,
            "INSERT INTO new_orders (id, customer, product, quantity, price, state, placed_at, note) "
            "SELECT id, customer, product, quantity, price, state, placed_at, note FROM orders");
    execute(db, "DROP TABLE orders");
    execute(db, "ALTER TABLE new_orders RENAME TO orders");
    execute(db, "CREATE INDEX orders_customer ON orders (customer, placed_at)");
    execute(db, "CREATE INDEX orders_state ON orders (state, product)");
    execute(db, "PRAGMA foreign_key_check(orders)");
    LedgerWriter(db, chain, static_cast<std::int64_t>(chain.count) - 1, last_digest(db)).write(*chain.head());
    execute(db, "COMMIT");
}

}  // namespace

void configure(sqlite3* db) {
    execute(db, "PRAGMA foreign_keys=OFF");
    execute(db, "PRAGMA journal_mode=WAL");
    execute(db, "PRAGMA synchronous=FULL");
}

void upgrade(sqlite3* db, const varve::Chain& chain) {
    execute(db, "BEGIN IMMEDIATE");
    varve::detail::create_ledger(db);
    LedgerWriter ledger(db, chain, 0, "");
    Steps steps(db);
    for (const varve::Revision& revision : chain) {
        if (sqlite3_get_autocommit(db) != 0) execute(db, "BEGIN IMMEDIATE");
        steps.run(revision.up.str());
        ledger.write(revision);
        execute(db, "COMMIT");
    }
}

void move_note(sqlite3* db, const varve::Chain& chain) {
    rebuild_orders(db, chain,
                   "customer INTEGER NOT NULL, product INTEGER NOT NULL, quantity INTEGER NOT NULL, "
                   "price REAL NOT NULL, state TEXT NOT NULL, placed_at INTEGER NOT NULL, note TEXT");
}

void add_check(sqlite3* db, const varve::Chain& chain) {
    rebuild_orders(db, chain,
                   "customer INTEGER NOT NULL, product INTEGER NOT NULL, quantity INTEGER NOT NULL, "
                   "note TEXT, price REAL NOT NULL, state TEXT NOT NULL, placed_at INTEGER NOT NULL, "
                   "CONSTRAINT orders_positive CHECK (quantity > 0)");
}

}  // namespace bench::raw
