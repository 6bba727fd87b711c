#include "generator/history/replay_head.hpp"

#include <string>
#include <utility>
#include <vector>

#include "generator/history/baked.hpp"
#include "generator/history/replay.hpp"
#include "generator/sqlite/stand_ins.hpp"
#include "runtime/include/varve/connection.hpp"
#include "runtime/include/varve/migrate.hpp"
#include "tests/generator/history/chain_fixture.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/compile_text.hpp"

namespace varve::compiler {
namespace {

/// A chain that makes the schema of these items, and then runs the SQL.
VerifiedChain chain_of(const std::string& items, const std::string& sql) {
    const Schema schema = testing::compile_text(items);
    std::vector<RevisionSource> revisions;
    revisions.push_back(test::revision("0001", "initial", test::create_all(schema), "", schema));
    if (!sql.empty()) revisions.push_back(test::revision("0002", "rows", sql, "", schema));
    return test::verified(test::frozen(std::move(revisions)));
}

ProvedHead head_of(const VerifiedChain& chain) {
    return prove_head(chain, all_requirements(chain, {}));
}

std::string why_not(const std::string& items, const std::string& sql) {
    return head_of(chain_of(items, sql)).why_not;
}

/// The statements behind the comment.
std::string rows_of_head(const std::string& items, const std::string& sql) {
    const ProvedHead head = head_of(chain_of(items, sql));
    CHECK(head.why_not == "");
    return head.rows.substr(std::min(head.rows.size(), head.rows.find('\n') + 1));
}

/// Both kinds of new databases, and what a query finds in them.
std::pair<std::string, std::string> both(const std::string& items, const std::string& sql,
                                         const std::string& query) {
    const VerifiedChain chain = chain_of(items, sql);
    const ProvedHead head = head_of(chain);
    CHECK(head.why_not == "");
    BakedChain baked("test", chain);
    Connection replayed = Connection::open({.path = ":memory:"});
    upgrade(replayed, baked.chain());
    baked.set_head(head.structure, head.rows);
    Connection fresh = Connection::open({.path = ":memory:"});
    upgrade(fresh, baked.chain());
    CHECK(rows_of(fresh, "SELECT count(DISTINCT applied_at) FROM varve_revisions") == "1");
    const std::string schema = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2";
    CHECK(rows_of(fresh, schema) == rows_of(replayed, schema));
    CHECK(rows_of(fresh, "PRAGMA integrity_check") == "ok");
    return {rows_of(fresh, query), rows_of(replayed, query)};
}

const std::string settings =
    "table settings {\n name text\n value text?\n primary key (name)\n on sqlite without rowid\n}\n";

}  // namespace

TEST_CASE("a chain without rows bakes its objects alone") {
    const ProvedHead head = head_of(test::verified(test::small_chain()));
    CHECK(head.why_not == "");
    CHECK(head.rows == "-- rows that the chain inserts\n");
    CHECK(head.structure ==
          "table\tusers\tusers\tCREATE TABLE \"users\"(\"id\" INTEGER PRIMARY KEY, \"email\" TEXT NOT NULL, "
          "\"phone\" TEXT)\n"
          "table\tposts\tposts\tCREATE TABLE \"posts\"(\"id\" INTEGER PRIMARY KEY, \"content\" TEXT NOT "
          "NULL)\n");
    CHECK(head_of({}).why_not == "there is none");
}

TEST_CASE("rows of the chain are baked with the rowids and the marks that they have") {
    CHECK(rows_of_head(
              settings + "table notes {\n body text\n}\ntable users {\n id int64 primary key autoincrement\n "
                         "email text\n shout text := (upper(email)) stored\n}\n",
              "INSERT INTO settings VALUES ('b', 'it''s'), ('a', NULL);"
              "INSERT INTO notes(rowid, body) VALUES (5, 'five'), (-3, 'minus');"
              "INSERT INTO users(id, email) VALUES (1, 'ada'), (2, 'bob');"
              "UPDATE sqlite_sequence SET seq = 40") ==
          "INSERT INTO main.\"settings\"(\"name\", \"value\") VALUES\n('a', NULL),\n('b', 'it''s');\n"
          "INSERT INTO main.\"notes\"(rowid, \"body\") VALUES\n(-3, 'minus'),\n(5, 'five');\n"
          "INSERT INTO main.\"users\"(\"id\", \"email\") VALUES\n(1, 'ada'),\n(2, 'bob');\n"
          "DELETE FROM main.sqlite_sequence WHERE name IN ('users');\n"
          "INSERT INTO main.sqlite_sequence(name, seq) VALUES ('users', 40);\n");
}

TEST_CASE("what triggers did is baked, and they do not do it again") {
    const auto [fresh, replayed] = both(
        "table users {\n id int64 primary key\n email text\n}\ntable journal {\n line text\n}\n"
        "trigger told after insert on users sql { BEGIN INSERT INTO journal VALUES (new.email); END; }\n"
        "trigger also after insert on users sql { BEGIN INSERT INTO journal VALUES ('also'); END; }\n",
        "INSERT INTO users VALUES (1, 'ada')", "SELECT rowid, line FROM journal");
    CHECK(fresh == replayed);
    CHECK(fresh != "");
}

TEST_CASE("rows that name others and rows that name themselves are put in as they come") {
    const auto [fresh, replayed] = both(
        "table people {\n id int64 primary key\n boss int64? -> people.id\n home int64? -> homes.id\n}\n"
        "table homes {\n id int64 primary key\n owner int64? -> people.id on delete cascade\n}\n",
        "INSERT INTO people VALUES (1, 2, 7), (2, NULL, NULL); INSERT INTO homes VALUES (7, 1)",
        "SELECT * FROM people JOIN homes ON homes.owner = people.id");
    CHECK(fresh == replayed);
    CHECK(fresh == "1|2|7|7|1");
}

TEST_CASE("a search has its terms in a database that was made at once") {
    const std::string posts =
        "table posts {\n id int64 primary key\n title text\n}\nsearch posts_fts over posts (title)\n";
    const auto [fresh, replayed] = both(posts, "INSERT INTO posts VALUES (3, 'a lake'), (7, 'the sea')",
                                        "SELECT rowid, title FROM posts_fts('lake OR sea') ORDER BY 1");
    CHECK(fresh == "3|a lake 7|the sea");
    CHECK(fresh == replayed);
    CHECK(rows_of_head(posts, "INSERT INTO posts VALUES (3, 'a lake')") ==
          "INSERT INTO main.\"posts\"(\"id\", \"title\") VALUES\n(3, 'a lake');\n"
          "INSERT INTO main.\"posts_fts\"(\"posts_fts\") VALUES ('rebuild');\n");
    CHECK(rows_of_head(posts, "") == "");
    CHECK(why_not(posts,
                  "INSERT INTO posts VALUES (3, 'a lake'), (4, 'a sea');"
                  "INSERT INTO posts_fts(posts_fts, rowid, title) VALUES ('delete', 3, 'a lake')") ==
          "`posts_fts` would not be the same");
}

TEST_CASE("virtual tables with rows of their own keep them") {
    const auto [letters, replayed_letters] =
        both("virtual table letters using fts5 (body, tokenize = 'porter')\n",
             "INSERT INTO letters(rowid, body) VALUES (4, 'running'), (9, NULL)",
             "SELECT rowid, body FROM letters('run') UNION ALL SELECT count(*), '' FROM letters");
    CHECK(letters == "4|running 2|");
    CHECK(letters == replayed_letters);
    const auto [old_letters, replayed_old] = both(
        "virtual table letters using fts4 (body)\n", "INSERT INTO letters(docid, body) VALUES (4, 'a lake')",
        "SELECT docid, body FROM letters WHERE letters MATCH 'lake'");
    CHECK(old_letters == "4|a lake");
    CHECK(old_letters == replayed_old);
    const auto [places, replayed_places] =
        both("virtual table places using rtree (id, west, east)\n",
             "INSERT INTO places VALUES (1, 0.1, 0.3), (2, -7.5, 1e9)", "SELECT * FROM places ORDER BY 1");
    CHECK(places == replayed_places);
    CHECK(places != "");
    CHECK(why_not("virtual table letters using fts5 (body, content = '')\n",
                  "INSERT INTO letters(rowid, body) VALUES (4, 'a lake')") != "");
    CHECK(rows_of_head("virtual table letters using fts5 (body, content = '')\n", "") == "");
    CHECK(why_not("virtual table letters using fts5 (body)\n",
                  "INSERT INTO letters(letters, rank) VALUES ('automerge', 3)") ==
          "`letters` would not be the same");
}

TEST_CASE("rows that clock or randomness decide are left to the replay") {
    const std::string reason = "the clock or random numbers decide what `settings` holds";
    for (const char* expression :
         {"datetime('now')", "CURRENT_TIMESTAMP", "CAST(random() AS TEXT)", "hex(randomblob(16))",
          "abs(random()) % 2", "date('now') < '2020-01-01'", "datetime('2020-01-01', 'localtime')"}) {
        INFO(expression);
        CHECK(why_not(settings, std::string("INSERT INTO settings VALUES ('a', ") + expression + ")") ==
              reason);
    }
    CHECK(why_not(settings, "INSERT INTO settings SELECT 'a', 'b' WHERE random() < 0") == reason);
    CHECK(why_not("table users {\n id int64 primary key\n born timestamp = now\n}\n",
                  "INSERT INTO users(id) VALUES (1)") ==
          "the clock or random numbers decide what `users` holds");
    CHECK(
        why_not("table users {\n id int64 primary key autoincrement\n}\n",
                "INSERT INTO users VALUES (1); UPDATE sqlite_sequence SET seq = 10 + abs(random() % 1000)") ==
        "the clock or random numbers decide what `sqlite_sequence` holds");
    CHECK(why_not(settings, "UPDATE settings SET value = datetime('now')") == "");
}

TEST_CASE("rows that a clock of other years refuses are left to the replay") {
    CHECK(why_not("table users {\n id int64 primary key\n born timestamp = now\n check late (born > "
                  "1500000000000)\n}\n",
                  "INSERT INTO users(id) VALUES (1)") ==
          "it does not run under every clock and with every random number");
}

TEST_CASE("what only the application knows is left to the replay") {
    const std::string items =
        "requires function slug (1)\nrequires collation unicase\nrequires module spellfix1\n"
        "table words {\n id int64 primary key\n word text collate unicase\n index by_word (word)\n}\n";
    const std::string reason = "it asks what the application registers";
    CHECK(why_not(items, "") == "");
    CHECK(why_not(items, "INSERT INTO words VALUES (1, coalesce(slug('A b'), 'none'))") == reason);
    CHECK(why_not(items, "INSERT INTO words VALUES (1, 'b'), (2, 'a')") == reason);
    CHECK(why_not(items + "virtual table corrections using spellfix1\n", "") ==
          "the rows of `corrections`: its module `spellfix1` is not SQLite's own");
    CHECK(why_not(settings, "INSERT INTO settings VALUES ('version', sqlite_version())") ==
          "it asks for SQLite's version");
}

TEST_CASE("what is no row and no object of the schema is left to the replay") {
    CHECK(why_not(settings, "INSERT INTO settings VALUES ('a', 'b'); ANALYZE") ==
          "the chain analyses the database");
    CHECK(why_not(settings, "INSERT INTO settings VALUES ('a', zeroblob(400000))") ==
          "the rows of `settings`: one is too long for a statement");
}

TEST_CASE("odd values come back bit by bit") {
    const std::string query = "SELECT typeof(v), quote(v), hex(v) FROM odd";
    const auto [fresh, replayed] =
        both("table odd {\n v any?\n on sqlite strict\n}\n",
             "INSERT INTO odd VALUES (1), (1.0), ('1'), (x'31'), (NULL), (1.0 / 3), (9e999), (-9e999), (0.1 "
             "+ 0.2), "
             "(CAST(x'ff00fe' AS TEXT)), ('a' || char(0) || 'b'), (''), (x''), (-9223372036854775808), ('Zoë "
             "''quoted''' || char(10) || char(13, 10)), (4.9e-324), (9223372036854775807)",
             query);
    CHECK(fresh == replayed);
}

TEST_CASE("a proved head is kept and read as text") {
    const ProvedHead baked{"table\tt\tt\tCREATE TABLE t(x)\n", "-- rows\nINSERT 'x';\n", ""};
    const auto read = read_head(to_text(baked));
    REQUIRE(read);
    CHECK(read->structure == baked.structure);
    CHECK(read->rows == baked.rows);
    CHECK(read->is_baked());
    const auto other = read_head(to_text({"", "", "it asks\ntwice"}));
    REQUIRE(other);
    CHECK(other->why_not == "it asks\ntwice");
    for (const char* damaged : {"", "baked", "baked x\n", "baked 7", "baked 70\nabc", "raw 1\n"})
        CHECK_FALSE(read_head(damaged));
}

}  // namespace varve::compiler
