// Every column of every row of both tables of the ledger, given every value that could pass for one; rows
// that go, come or change places; and tables that are not what they were. Whoever rewrites the log from its
// first row on is outside this.
#include <varve/migrate.hpp>

#include <chrono>
#include <set>
#include <thread>

#include "tests/runtime/chain_maker.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/three_revisions.hpp"
#include "tests/support/catch.hpp"

using namespace varve;

namespace {

const char* const tables[] = {"varve_revisions", "varve_log"};

/// A database that has lived: ups, a down, an up again, and a stamp back and forth.
class Lived {
public:
    Lived() : db_(Connection::open({.path = ":memory:"})) {
        fill(maker_);
        upgrade(db_, maker_.chain());
        MigrateOptions loss;
        loss.allow_loss = true;
        downgrade(db_, maker_.chain(), maker_[0].digest, loss);
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        upgrade(db_, maker_.chain());
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        stamp(db_, maker_.chain(), maker_[1].digest);
        // Ends of the log that undo each other within a millisecond are as good as none.
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        upgrade(db_, maker_.chain());
    }

    /// Whether nobody believes the ledger after the SQL, which is undone.
    bool refuses(const std::string& sql) {
        db_.execute("BEGIN");
        INFO(sql);
        std::string error = message_of([&] { db_.execute(sql); });
        const bool refused = inspect(db_, maker_.chain()).standing == Standing::unreadable;
        const bool unchecked = message_of([&] { check(db_, maker_.chain()); }).empty();
        db_.execute("ROLLBACK");
        INFO(error);
        REQUIRE(error.empty());
        return refused && !unchecked;
    }

    std::vector<std::string> list(const std::string& sql) {
        std::vector<std::string> found;
        sqlite3_stmt* statement = nullptr;
        REQUIRE(sqlite3_prepare_v2(db_.native_handle(), sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
        while (sqlite3_step(statement) == SQLITE_ROW)
            found.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(statement, 0)));
        sqlite3_finalize(statement);
        return found;
    }

    Connection& db() { return db_; }

private:
    ChainMaker maker_;
    Connection db_;
};

/// SQL of the values that a column could have instead: those of all rows of both tables, and near ones.
std::set<std::string> other_values(Lived& lived, const std::string& table, const std::string& column,
                                   const std::string& seq) {
    const bool is_number = lived.list("SELECT type FROM pragma_table_info('" + table + "') WHERE name = '" +
                                      column + "'")[0] == "INTEGER";
    std::set<std::string> values;
    const auto add = [&](const std::string& select) {
        for (const std::string& value : lived.list(select))
            values.insert(value);
    };
    const std::string here = " FROM " + table + " WHERE seq = " + seq;
    for (const std::string& other : lived.list("SELECT name FROM pragma_table_info('" + table +
                                               "') WHERE type = '" + (is_number ? "INTEGER" : "TEXT") + "'"))
        add("SELECT quote(" + other + ") FROM " + table);
    if (is_number)
        for (const char* near : {" + 1", " - 1", " + 4294967296", " * -1"})
            add("SELECT quote(" + column + near + ")" + here);
    else
        for (const char* near : {" || 'x'", " || char(0)", " || ' '"})
            add("SELECT quote(" + column + near + ")" + here);
    if (!is_number) values.insert({"''", "upper(" + column + ")", "'" + std::string(64, '0') + "'"});
    values.erase(lived.list("SELECT quote(" + column + ")" + here)[0]);
    return values;
}

}  // namespace

TEST_CASE("every column of every row of the ledger, changed to anything, is seen") {
    Lived lived;
    REQUIRE(inspect(lived.db(), Chain{}).standing != Standing::unreadable);
    std::size_t tried = 0;
    for (const std::string table : tables) {
        const std::vector<std::string> taken = lived.list("SELECT seq FROM " + table);
        for (const std::string& column : lived.list("SELECT name FROM pragma_table_info('" + table + "')"))
            for (const std::string& seq : taken)
                for (const std::string& value : other_values(lived, table, column, seq)) {
                    // The key of another row, and what is the same in capitals.
                    const bool same = rows_of(lived.db(), "SELECT " + column + " IS " + value + " FROM " +
                                                              table + " WHERE seq = " + seq) == "1";
                    const bool is_taken =
                        column == "seq" && std::count(taken.begin(), taken.end(), value) != 0;
                    if (same || is_taken) continue;
                    const std::string change =
                        "UPDATE " + table + " SET " + column + " = " + value + " WHERE seq = " + seq;
                    INFO(change);
                    REQUIRE(lived.refuses(change));
                    ++tried;
                }
    }
    CHECK(tried > 1500);
}

TEST_CASE("rows of the ledger that go, come or change places are seen") {
    Lived lived;
    for (const std::string table : tables) {
        const std::vector<std::string> taken = lived.list("SELECT seq FROM " + table);
        const std::string others = lived.list("SELECT group_concat(name) FROM pragma_table_info('" + table +
                                              "') WHERE name <> 'seq'")[0];
        for (const std::string& seq : taken) {
            INFO(table << " " << seq);
            CHECK(lived.refuses("DELETE FROM " + table + " WHERE seq = " + seq));
            CHECK(lived.refuses("DELETE FROM " + table + " WHERE seq >= " + seq));
            CHECK(lived.refuses("DELETE FROM " + table + " WHERE seq <= " + seq));
            for (const char* place : {"0", "-1", "1 + (SELECT max(seq) FROM ", "99"}) {
                const std::string at = std::string(place).back() == ' ' ? place + table + ")" : place;
                CHECK(lived.refuses("INSERT INTO " + table + "(seq, " + others + ") SELECT " + at + ", " +
                                    others + " FROM " + table + " WHERE seq = " + seq));
            }
            for (const std::string& other : taken)
                if (other != seq)
                    CHECK(lived.refuses("UPDATE " + table + " SET seq = -1 WHERE seq = " + seq + ";UPDATE " +
                                        table + " SET seq = " + seq + " WHERE seq = " + other + ";UPDATE " +
                                        table + " SET seq = " + other + " WHERE seq = -1"));
        }
        CHECK(lived.refuses("DELETE FROM " + table));
    }
    CHECK(lived.refuses("DELETE FROM varve_revisions; DELETE FROM varve_log WHERE seq > 1"));
}

TEST_CASE("tables that are not the ledger's are seen") {
    Lived lived;
    for (const std::string table : tables) {
        INFO(table);
        const std::string columns =
            lived.list("SELECT group_concat(name || ' ' || type) FROM pragma_table_info('" + table + "')")[0];
        const std::string names =
            lived.list("SELECT group_concat(name) FROM pragma_table_info('" + table + "')")[0];
        const auto instead = [&](const std::string& made) {
            return "CREATE TABLE kept AS SELECT * FROM " + table + ";DROP TABLE " + table + ";" + made;
        };
        const std::string filled = ";INSERT INTO " + table + " SELECT * FROM kept";
        CHECK(lived.refuses("DROP TABLE " + table));
        CHECK(lived.refuses(instead("CREATE TABLE " + table + "(" + columns + ")" + filled)));
        CHECK(lived.refuses(instead("CREATE TABLE " + table + "(" + names + ")" + filled)));
        CHECK(lived.refuses(instead("CREATE VIEW " + table + " AS SELECT * FROM kept")));
        CHECK(lived.refuses("ALTER TABLE " + table + " RENAME TO other"));
        for (const std::string& column : lived.list("SELECT name FROM pragma_table_info('" + table + "')")) {
            INFO(column);
            CHECK(lived.refuses("ALTER TABLE " + table + " RENAME COLUMN " + column + " TO other"));
            if (column != "seq") CHECK(lived.refuses("ALTER TABLE " + table + " DROP COLUMN " + column));
        }
        for (const char* event : {"INSERT", "UPDATE", "DELETE"})
            for (const char* when : {"BEFORE", "AFTER"})
                CHECK(lived.refuses(std::string("CREATE TRIGGER spy ") + when + " " + event + " ON " + table +
                                    " BEGIN SELECT 1; END"));
    }
}
