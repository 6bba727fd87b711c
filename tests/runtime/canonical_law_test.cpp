// The canonical text of a table is SQL itself, and SQLite understands it as it understood what was written.
#include <sqlite3.h>

#include <algorithm>
#include <random>

#include "runtime/src/sql_normal_tokens.hpp"
#include "runtime/src/structure.hpp"
#include "tests/support/catch.hpp"

using namespace varve::detail;

namespace {

class Database {
public:
    Database() { sqlite3_open(":memory:", &db_); }
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database() { sqlite3_close(db_); }

    std::string refusal(const std::string& sql) {
        return sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK ? ""
                                                                                      : sqlite3_errmsg(db_);
    }

    std::vector<std::string> rows(const std::string& sql) const {
        std::vector<std::string> lines;
        sqlite3_stmt* statement = nullptr;
        REQUIRE(sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
        while (sqlite3_step(statement) == SQLITE_ROW) {
            std::string line;
            for (int i = 0; i != sqlite3_column_count(statement); ++i) {
                const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
                line += (i == 0 ? "" : "|") + join_tokens(normal_tokens(text == nullptr ? "-" : text));
            }
            lines.push_back(line);
        }
        sqlite3_finalize(statement);
        std::sort(lines.begin(), lines.end());
        return lines;
    }

    Structure structure() const { return read_structure(db_); }

    /// What SQLite itself says that the table is. Of two keys over the same columns it makes the first alone;
    /// directions are left out, for nothing else tells which it was.
    std::vector<std::string> understood() const {
        std::vector<std::string> all;
        for (const char* sql :
             {"SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo('t')",
              "SELECT group_concat(\"table\" || coalesce(\"from\", '') || coalesce(\"to\", '') || on_update "
              "|| "
              "on_delete || match) FROM pragma_foreign_key_list('t') GROUP BY id",
              "SELECT l.\"unique\", l.origin, (SELECT group_concat(coalesce(name, '') || coll || "
              "key) "
              "FROM pragma_index_xinfo(l.name)) FROM pragma_index_list('t') AS l",
              "SELECT wr, strict FROM pragma_table_list('t')",
              "SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_sequence'"}) {
            all.push_back("--");
            for (std::string& line : rows(sql))
                all.push_back(std::move(line));
        }
        return all;
    }

private:
    sqlite3* db_ = nullptr;
};

/// A CREATE TABLE of clauses that SQLite's grammar has, in any order; often one that SQLite refuses.
class TableWriter {
public:
    explicit TableWriter(std::uint32_t seed) : random_(seed) {}

    std::string write() {
        std::string items;
        for (const char* column : {"a", "B", "\"order\""})
            items += (items.empty() ? "" : ", ") + (column + this->column());
        for (auto count = below(4); count != 0; --count)
            items += (chance(4) && !first_ ? " " : ", ") + rule(), first_ = false;
        static const char* const options[] = {
            "", "", "", " STRICT", " WITHOUT ROWID", " strict, without rowid"};
        return "CREATE TABLE t (" + items + ")" + options[below(6)];
    }

private:
    std::size_t below(std::size_t limit) { return random_() % limit; }
    bool chance(std::size_t one_in) { return below(one_in) == 0; }
    template <std::size_t size>
    std::string any(const char* const (&choices)[size]) {
        return choices[below(size)];
    }

    std::string name() { return chance(3) ? " CONSTRAINT " + any({"n1", "\"n 2\"", "'n3'", "key"}) : ""; }
    std::string conflict() { return chance(4) ? " ON CONFLICT " + any({"ignore", "REPLACE", "Abort"}) : ""; }

    std::string column() {
        std::string sql =
            any({"", " int", " INTEGER", " varchar ( 10 )", " Double Precision", " Text", " blob"});
        for (auto count = below(5); count != 0; --count)
            sql += name() + clause();
        return sql;
    }

    std::string clause() {
        switch (below(12)) {
            case 0:
                return " PRIMARY KEY" + any({"", " ASC", " DESC", " autoincrement"}) + conflict();
            case 1:
                return " NOT NULL" + conflict();
            case 2:
                return " NULL";
            case 3:
                return " UNIQUE" + conflict();
            case 4:
                return " CHECK (a > 1 OR B IN ('x', 2))";
            case 5:
                return " DEFAULT " + any({"1", "-2.5", "+ 3", "'x'", "(1 + 2)", "\"legacy\"", "bare", "NULL",
                                          "current_time", "x'00'", "true"});
            case 6:
                return " COLLATE " + any({"nocase", "\"rtrim\"", "BINARY"});
            case 7:
                return any({" AS (a)", " GENERATED ALWAYS AS (a || 1) STORED", " as (1) virtual"});
            case 8:
                return deferral();
            default:
                return reference();
        }
    }

    std::string deferral() {
        return any({" DEFERRABLE", " NOT DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED",
                    " deferrable initially immediate", " not deferrable initially deferred"});
    }

    std::string reference() {
        std::string sql = " REFERENCES " + any({"p", "'p'", "[p] (x)", "p (\"y\")"});
        for (auto count = below(3); count != 0; --count)
            sql += any({" ON DELETE CASCADE", " ON DELETE NO ACTION", " ON UPDATE SET NULL", " MATCH full",
                        " ON INSERT RESTRICT", " on delete set default"});
        return sql;
    }

    std::string terms() {
        std::string list;
        for (auto count = 1 + below(2); count != 0; --count)
            list += (list.empty() ? "" : ", ") + any({"a", "A", "'B'", "((b))", "[order]"}) +
                    any({"", "", " COLLATE nocase"}) + any({"", "", " asc", " DESC"});
        return list;
    }

    std::string rule() {
        const std::string named = name();
        switch (below(4)) {
            case 0:
                return named + " PRIMARY KEY (" + terms() + (chance(4) ? " AUTOINCREMENT)" : ")") +
                       conflict();
            case 1:
                return named + " UNIQUE (" + terms() + ")" + conflict();
            case 2:
                return named + " CHECK (" + any({"a", "b > 1", "\"order\" <> ''"}) + ")" + conflict();
            default:
                return named + " FOREIGN KEY (" + any({"a", "B", "A, \"order\""}) + ")" + reference() +
                       (chance(2) ? deferral() : "");
        }
    }

    std::mt19937 random_;
    bool first_ = true;
};

}  // namespace

TEST_CASE("SQLite understands the canonical text of a table as it does the table", "[law]") {
    int seen = 0;
    for (std::uint32_t seed = 0; seed != 6000; ++seed) {
        const std::string sql = TableWriter(seed).write();
        Database written;
        if (!written.refusal(sql).empty()) continue;
        ++seen;
        const Structure structure = written.structure();
        INFO(sql << "\n" << structure.objects.at(0).sql);
        Database again;
        REQUIRE(again.refusal(structure.objects.at(0).sql) == "");
        REQUIRE(again.structure() == structure);
        REQUIRE(again.understood() == written.understood());
    }
    CHECK(seen > 1000);
}

TEST_CASE("statements that are no longer SQL are read without harm", "[law]") {
    std::mt19937 random(3);
    for (std::uint32_t seed = 0; seed != 1500; ++seed) {
        const std::string sql =
            seed % 3 == 0 ? "CREATE UNIQUE INDEX i ON t (a, lower(b) COLLATE nocase DESC) WHERE a > (1)"
            : seed % 3 == 1
                ? "CREATE TRIGGER g AFTER UPDATE OF a, b ON t FOR EACH ROW WHEN old.a BEGIN SELECT 1; END"
                : TableWriter(seed).write();
        std::vector<NormalToken> tokens = normal_tokens(sql);
        for (int cut = 0; cut != 3 && tokens.size() > 2; ++cut) {
            const auto at = static_cast<std::ptrdiff_t>(1 + random() % (tokens.size() - 1));
            if (random() % 2 == 0)
                tokens.erase(tokens.begin() + at);
            else
                std::swap(tokens[static_cast<std::size_t>(at)], tokens[random() % tokens.size()]);
            const std::string broken = join_tokens(tokens);
            INFO(broken);
            CHECK_FALSE(normalise_structure(broken).empty());
        }
    }
}
