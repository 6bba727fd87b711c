#include "generator/history/populate.hpp"

#include <sqlite3.h>

#include <string_view>

#include <fmt/format.h>

#include "generator/history/populate_order.hpp"
#include "generator/history/populate_table.hpp"
#include "generator/sqlite/render.hpp"
#include "runtime/include/varve/error.hpp"

namespace varve::compiler {
namespace {

void run(sqlite3* db, const std::string& sql) {
    if (sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        throw Error(ErrorCode::sqlite, sqlite3_errmsg(db), sqlite3_extended_errcode(db));
}

/// References are resolved by hand here, and checked at the end: cycles could not be filled otherwise.
class UncheckedTransaction {
public:
    explicit UncheckedTransaction(sqlite3* db) : db_(db) {
        run(db, "PRAGMA foreign_keys=OFF");
        run(db, "BEGIN");
    }
    ~UncheckedTransaction() {
        if (sqlite3_get_autocommit(db_) == 0) sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
        sqlite3_exec(db_, "PRAGMA foreign_keys=ON", nullptr, nullptr, nullptr);
    }
    UncheckedTransaction(const UncheckedTransaction&) = delete;
    UncheckedTransaction& operator=(const UncheckedTransaction&) = delete;

    void commit() { run(db_, "COMMIT"); }

private:
    sqlite3* db_;
};

/// Keys that close a cycle were left NULL: now their parents are there. One that cannot be set stays as it
/// is.
void close_cycles(sqlite3* db, const Table& table, const std::set<std::string>& later) {
    for (const ForeignKey& key : table.foreign_keys) {
        if (later.count(key.table) == 0 || key.references.size() != key.columns.size()) continue;
        std::string assignments;
        for (std::size_t i = 0; i != key.columns.size(); ++i)
            assignments += fmt::format("{}{} = (SELECT {} FROM {} LIMIT 1)", i == 0 ? "" : ", ",
                                       sqlite::quote(key.columns[i]), sqlite::quote(key.references[i]),
                                       sqlite::quote(key.table));
        const std::string set =
            fmt::format("UPDATE OR IGNORE {} SET {} WHERE {} IS NULL", sqlite::quote(table.name), assignments,
                        sqlite::quote(key.columns.front()));
        sqlite3_exec(db, set.c_str(), nullptr, nullptr, nullptr);
    }
}

/// A mark above the largest id, as deleted rows leave it.
void raise_mark(sqlite3* db, const Table& table) {
    if (!table.primary_key || !table.primary_key->autoincrement) return;
    Prepared raise(db, "UPDATE sqlite_sequence SET seq = seq + 10 WHERE name = ?");
    raise.bind(1, table.name);
    raise.step();
}

/// A key that SQLite cannot check and a parent that is not there at all are the schema's own word
/// (`unchecked`).
std::vector<Row> orphans_of(sqlite3* db, const Schema& schema, const Table& table) {
    std::vector<Row> orphans;
    try {
        Prepared query(db, "SELECT DISTINCT rowid, \"parent\" FROM pragma_foreign_key_check(?)");
        query.bind(1, table.name);
        int code = query.step();
        for (; code == SQLITE_ROW; code = query.step())
            orphans.push_back(query.row());
        if (code != SQLITE_DONE) throw Error(ErrorCode::sqlite, sqlite3_errmsg(db));
    } catch (const Error& error) {
        if (std::string_view(error.what()).find("foreign key mismatch") == std::string_view::npos) throw;
    }
    std::erase_if(orphans, [&](const Row& orphan) {
        return schema.find_table(std::get<std::string>(orphan[1])) == nullptr;
    });
    return orphans;
}

/// Rows whose reference came to nothing go, and with them those that refer to them.
void delete_orphans(sqlite3* db, const Schema& schema) {
    for (bool settled = false; !settled;) {
        settled = true;
        for (const Table& table : schema.tables)
            for (const Row& orphan : orphans_of(db, schema, table)) {
                const auto* rowid = std::get_if<std::int64_t>(&orphan[0]);
                const std::string name = sqlite::quote(table.name);
                run(db, rowid == nullptr ? fmt::format("DELETE FROM {}", name)
                                         : fmt::format("DELETE FROM {} WHERE rowid = {}", name, *rowid));
                settled = false;
            }
    }
}

}  // namespace

std::vector<Unpopulated> populate(sqlite3* db, const Schema& schema, const std::set<std::string>& leave_alone,
                                  const std::set<std::string>* computed) {
    UncheckedTransaction transaction(db);
    std::set<std::string> later;
    for (const Table& table : schema.tables)
        later.insert(table.name);
    std::vector<Unpopulated> doubtful;
    std::vector<std::pair<const Table*, std::set<std::string>>> cyclic;
    for (std::size_t index : parents_first(schema)) {
        const Table& table = schema.tables[index];
        later.erase(table.name);
        if (leave_alone.count(table.name) != 0) continue;
        TableFiller filler(db, schema, table, later, computed);
        filler.fill();
        doubtful.push_back({table.name, filler.last_error()});
        cyclic.emplace_back(&table, later);
        raise_mark(db, table);
    }
    for (const auto& [table, parents] : cyclic)
        close_cycles(db, *table, parents);
    delete_orphans(db, schema);
    std::vector<Unpopulated> empty;
    for (Unpopulated& table : doubtful)
        if (count_of(db, fmt::format("SELECT EXISTS (SELECT 1 FROM {})", sqlite::quote(table.table))) == 0)
            empty.push_back(std::move(table));
    transaction.commit();
    return empty;
}

}  // namespace varve::compiler
