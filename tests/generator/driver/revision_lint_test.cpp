// What lint says of revisions, whole, and what it leaves alone.
#include "generator/driver/revision_lint.hpp"

#include "generator/base/render.hpp"
#include "generator/check/compile.hpp"
#include "tests/support/shop.hpp"

using namespace varve::compiler;
using namespace varve::tests;

namespace {

Schema compiled(SourceSet& sources, const std::string& path, const std::string& items) {
    DiagnosticSink sink;
    std::optional<Schema> schema =
        compile(sources, sources.add(path, "schema s { edition 1 }\n" + items), sink);
    INFO(render(sink, sources));
    REQUIRE(schema);
    return *std::move(schema);
}

std::string linted(const std::string& before, const std::string& after, const std::string& up) {
    SourceSet sources;
    const Schema old = compiled(sources, "before.varve", before);
    const Schema now = compiled(sources, "after.varve", after);
    DiagnosticSink sink;
    lint_up(old, now, sources, sources.add("up.sql", up), sink);
    return render(sink, sources);
}

/// A revision that leaves the schema as it is.
std::string linted(const std::string& schema, const std::string& up) {
    return linted(schema, schema, up);
}

const std::string users = "table users {\n  id   int64 primary key\n  name text\n}\n";
const std::string with_phone = "table users {\n  id    int64 primary key\n  name  text\n  phone text?\n}\n";

}  // namespace

TEST_CASE("L201: what users lose") {
    CHECK(linted(with_phone, users,
                 "-- phones go\n--@ lose users.phone\nALTER TABLE users DROP COLUMN phone;\n") ==
          "up.sql:2:1: warning: users lose every value of `users.phone` [L201]\n"
          "    --@ lose users.phone\n"
          "    ^~~~~~~~~~~~~~~~~~~~\n"
          "help: keep them under another name for one more release, or say why nobody needs them\n");
    CHECK(linted(users, "", "--@ lose users\nDROP TABLE users;\n") ==
          "up.sql:1:1: warning: users lose every row of `users` [L201]\n"
          "    --@ lose users\n"
          "    ^~~~~~~~~~~~~~\n"
          "help: keep them under another name for one more release, or say why nobody needs them\n");
    CHECK(linted(users, "", "DROP TABLE users;\n") ==
          "up.sql:1:1: warning: users lose every row of `users` [L201]\n"
          "    DROP TABLE users;\n"
          "    ^~~~~~~~~~~~~~~~\n"
          "help: keep them under another name for one more release, or say why nobody needs them\n");
    CHECK(linted(users, "DELETE FROM users;") ==
          "up.sql:1:1: warning: users lose every row of `users` [L201]\n"
          "    DELETE FROM users;\n"
          "    ^~~~~~~~~~~~~~~~~\n"
          "help: keep them under another name for one more release, or say why nobody needs them\n");
    CHECK(linted("table t {\n  code text primary key\n}\n", "--@ lose t.rowid\nSELECT 1;") ==
          "up.sql:1:1: warning: users lose the rowids of `t`, and what was kept by them [L201]\n"
          "    --@ lose t.rowid\n"
          "    ^~~~~~~~~~~~~~~~\n"
          "help: say why nothing outside of the database knows them\n");
    CHECK(linted(users, "DELETE FROM users WHERE id < 0;") == "");
    CHECK(linted(users, with_phone, "ALTER TABLE users ADD COLUMN phone TEXT;") == "");
}

TEST_CASE("L202: a table that is written anew") {
    const std::string copy =
        "--@ rebuild users\nCREATE TABLE varve_new_users (id INTEGER PRIMARY KEY);\n"
        "INSERT INTO varve_new_users (id, name) SELECT id, name FROM users;\n--@ end\n";
    CHECK(linted(users, "table users {\n  id    int64 primary key\n  phone text?\n  name  text\n}\n", copy) ==
          "up.sql:1:1: warning: `users` is rebuilt, because the order of its columns changes: every row is "
          "written "
          "again, the file needs room for both, and nobody else writes until it is done [L202]\n"
          "    --@ rebuild users\n"
          "    ^~~~~~~~~~~~~~~~~\n"
          "help: with `phone` behind the other columns ALTER TABLE adds it\n");
    CHECK(linted(users, copy) ==
          "up.sql:1:1: warning: `users` is rebuilt: every row is written again, the file needs room for "
          "both, and "
          "nobody else writes until it is done [L202]\n"
          "    --@ rebuild users\n"
          "    ^~~~~~~~~~~~~~~~~\n"
          "help: say how many rows there are, and why they may wait\n");
    CHECK(linted("", users, copy) == "");
}

TEST_CASE("L203: rows that may be there already") {
    CHECK(linted(users,
                 "table users {\n  id   int64 primary key\n  name text\n  unique index by_name (name)\n}\n",
                 "CREATE UNIQUE INDEX by_name ON users (name);") ==
          "up.sql:1:1: warning: it fails on a database in which two rows of `users` have the same `name`: "
          "unique "
          "index `by_name` is new [L203]\n"
          "    CREATE UNIQUE INDEX by_name ON users (name);\n"
          "    ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
          "help: mend such rows first, by a statement of its own\n");
    CHECK(
        linted(users, "INSERT INTO users (id, name) VALUES (1, 'root');") ==
        "up.sql:1:1: warning: it fails on a database in which `users` holds a row with the same `id` already "
        "[L203]\n"
        "    INSERT INTO users (id, name) VALUES (1, 'root');\n"
        "    ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
        "help: say what happens then: `ON CONFLICT (id) DO UPDATE SET …`\n");
    CHECK(linted("table users {\n  id   int64 primary key\n  name text unique\n}\n",
                 "UPDATE users SET name = lower(name);") ==
          "up.sql:1:1: warning: it fails on a database in which two rows of `users` come to the same `name` "
          "[L203]\n"
          "    UPDATE users SET name = lower(name);\n"
          "    ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
          "help: mend such rows first, by a statement of its own\n");
    CHECK(linted(users, "INSERT INTO users (name) VALUES ('root');") == "");
    CHECK(linted(users,
                 "INSERT INTO users (id, name) SELECT 1, 'root' WHERE NOT EXISTS (SELECT 1 FROM users);") ==
          "");
    CHECK(linted("", users,
                 "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n"
                 "INSERT INTO users (id, name) VALUES (1, 'root');") == "");
}

TEST_CASE("L204: names that older programs ask for") {
    const std::string renamed = "table users {\n  id    int64 primary key\n  email text\n}\n";
    const std::string up = "ALTER TABLE users RENAME COLUMN name TO email;\n";
    CHECK(linted(users, renamed, up) ==
          "up.sql:1:1: warning: programs that are left open ask for `users.name`, which is `users.email` now "
          "[L204]\n"
          "    ALTER TABLE users RENAME COLUMN name TO email;\n"
          "    ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
          "help: add the new name beside the old one and drop that in a later revision, or say why no "
          "program is "
          "open then\n");
    CHECK(linted(users, renamed, "--@ compatible readers\n" + up) ==
          "up.sql:2:1: warning: the revision is `--@ compatible readers`, and readers of before ask for "
          "`users.name`, which is `users.email` now [L204]\n"
          "    ALTER TABLE users RENAME COLUMN name TO email;\n"
          "    ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
          "help: take `--@ compatible readers` out, or leave the old name beside the new one\n");
    CHECK(linted(users, "table people {\n  id   int64 primary key\n  name text\n}\n",
                 "ALTER TABLE users RENAME TO people;\nUPDATE people SET name = trim(name);") ==
          "up.sql:1:1: warning: programs that are left open ask for `users`, which is `people` now [L204]\n"
          "    ALTER TABLE users RENAME TO people;\n"
          "    ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
          "help: add the new name beside the old one and drop that in a later revision, or say why no "
          "program is "
          "open then\n");
    CHECK(
        linted(
            with_phone, users,
            "--@ compatible readers\n-- varve: allow L201 because nobody ever called\n--@ lose users.phone\n"
            "ALTER TABLE users DROP COLUMN phone;") ==
        "up.sql:3:1: warning: the revision is `--@ compatible readers`, and readers of before ask for "
        "`users.phone`, which is gone [L204]\n"
        "    --@ lose users.phone\n"
        "    ^~~~~~~~~~~~~~~~~~~~\n"
        "help: take `--@ compatible readers` out, or leave the old name beside the new one\n");
}

TEST_CASE("a column that a copy computes under another name is renamed, not lost") {
    const std::string copy =
        "-- varve: allow L202 because there are ten rows\n--@ rebuild users\n"
        "CREATE TABLE varve_new_users (id INTEGER PRIMARY KEY, title TEXT NOT NULL);\n"
        "INSERT INTO varve_new_users (id, title) SELECT id, trim(name) FROM users;\n--@ end\n";
    const std::string told =
        linted(users, "table users {\n  id    int64 primary key\n  title text\n}\n", copy);
    CHECK(told.find("[L201]") == std::string::npos);
    CHECK(told.find("ask for `users.name`, which is `users.title` now [L204]") != std::string::npos);
}

TEST_CASE("L205: rowids that nothing keeps") {
    const std::string words = "table words {\n  word text primary key\n}\n";
    CHECK(linted(words, "DELETE FROM words WHERE rowid > 100;") ==
          "up.sql:1:25: warning: `rowid` of `words` is no column: VACUUM and a rebuild by hand number its "
          "rows anew "
          "[L205]\n"
          "    DELETE FROM words WHERE rowid > 100;\n"
          "                            ^~~~~\n"
          "help: go by the primary key, or declare an `int64 primary key`, which is the rowid\n");
    CHECK(linted(words, words + "virtual table found using fts5 (word, content = 'words')\n",
                 "CREATE VIRTUAL TABLE found USING fts5 (word, content = 'words');") ==
          "up.sql:1:56: warning: `rowid` of `words` is no column: VACUUM and a rebuild by hand number its "
          "rows anew "
          "[L205]\n"
          "    CREATE VIRTUAL TABLE found USING fts5 (word, content = 'words');\n"
          "                                                           ^~~~~~~\n"
          "help: go by the primary key, or declare an `int64 primary key`, which is the rowid\n");
    CHECK(linted(users, "DELETE FROM users WHERE rowid > 100;") == "");
    CHECK(linted(words, "INSERT INTO varve_new_words (rowid, word) SELECT rowid, word FROM words;") == "");
}

TEST_CASE("L206: cascades stay out") {
    const std::string posts = users +
                              "table posts {\n  id      int64 primary key\n"
                              "  user_id int64 -> users.id on delete cascade on update cascade\n}\n";
    CHECK(linted(posts, "DELETE FROM users WHERE id < 0;") ==
          "up.sql:1:1: warning: foreign keys are off while a revision runs: `ON DELETE CASCADE` of "
          "`posts.user_id` "
          "does not happen, and the revision is refused where rows of it are left behind [L206]\n"
          "    DELETE FROM users WHERE id < 0;\n"
          "    ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
          "help: do it by a statement of its own on `posts`\n");
    CHECK(linted(posts, "DELETE FROM posts WHERE user_id < 0;\nDELETE FROM users WHERE id < 0;") == "");
    CHECK(linted(posts, "UPDATE users SET name = trim(name);") == "");
    CHECK(linted(posts, "-- varve: allow L203 because ids have room\nUPDATE users SET id = id + 1000;")
              .find("`ON UPDATE CASCADE` of `posts.user_id`") != std::string::npos);
}

TEST_CASE("L207: triggers that fire") {
    const std::string touched =
        users + "trigger touched after update of name on users sql { BEGIN SELECT 1; END }\n";
    CHECK(linted(touched, "UPDATE users SET name = trim(name);") ==
          "up.sql:1:1: warning: this UPDATE fires trigger `touched` for every row of `users` that it touches "
          "[L207]\n"
          "    UPDATE users SET name = trim(name);\n"
          "    ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
          "help: drop the trigger before and create it again behind, or say why it shall fire\n");
    CHECK(linted(touched,
                 "DROP TRIGGER touched;\nUPDATE users SET name = trim(name);\n"
                 "CREATE TRIGGER touched AFTER UPDATE OF name ON users BEGIN SELECT 1; END;") == "");
    CHECK(linted(users, touched,
                 "CREATE TRIGGER touched AFTER UPDATE OF name ON users BEGIN SELECT 1; END;\n"
                 "UPDATE users SET name = trim(name);")
              .find("up.sql:2:1: warning: this UPDATE fires trigger `touched`") == 0);
    CHECK(linted(touched, "-- varve: allow L201 because the table is a cache\nDELETE FROM users;") == "");
    CHECK(linted(users + "search found over users (name)\n", "UPDATE users SET name = trim(name);") == "");
}

TEST_CASE("L208: a view that shrinks") {
    const std::string view = "view all_users = sql { SELECT * FROM users }\n";
    CHECK(linted(with_phone + view, users + view,
                 "-- varve: allow L201 because nobody ever called\n--@ lose users.phone\n"
                 "ALTER TABLE users DROP COLUMN phone;") ==
          "up.sql:2:1: warning: view `all_users` selects `*` of `users`, and loses `phone` without a word "
          "[L208]\n"
          "    --@ lose users.phone\n"
          "    ^~~~~~~~~~~~~~~~~~~~\n"
          "help: name the view's columns\n");
}

TEST_CASE("L209: a bare CAST") {
    const std::string items =
        "table items {\n  id    int64 primary key\n  price text\n  cents int64 = 0\n}\n";
    CHECK(linted(items, "UPDATE items\nSET cents = CAST(price AS INTEGER);") ==
          "up.sql:2:13: warning: CAST never fails: of a text that is no number it makes 0, of '12 pcs' 12, "
          "and the "
          "rest is lost [L209]\n"
          "    SET cents = CAST(price AS INTEGER);\n"
          "                ^~~~\n"
          "help: ask first: `CASE WHEN typeof(x) = 'integer' THEN x … END`, or leave such rows out by a "
          "WHERE and "
          "see to them\n");
    CHECK(linted(items, "UPDATE items SET cents = CAST(price AS INTEGER) WHERE price GLOB '[0-9]*';") == "");
    CHECK(linted(items,
                 "--@ preflight items \"is no number\"\n"
                 "SELECT id FROM items WHERE CAST(CAST(price AS INTEGER) AS TEXT) <> price;\n"
                 "UPDATE items SET cents = CAST(price AS INTEGER);") == "");
    CHECK(linted(items, "UPDATE items SET price = CAST(cents AS TEXT);") == "");
    CHECK(linted(items, "UPDATE items SET cents = CAST(strftime('%s','now') AS INTEGER) * 1000;") == "");
}

TEST_CASE("L210: conflict clauses that say nothing") {
    const std::string named = "table users {\n  id   int64 primary key\n  name text unique\n}\n";
    CHECK(linted(named, "INSERT OR IGNORE INTO users (name) VALUES ('root');") ==
          "up.sql:1:11: warning: OR IGNORE leaves out what a constraint refuses, and tells nobody [L210]\n"
          "    INSERT OR IGNORE INTO users (name) VALUES ('root');\n"
          "              ^~~~~~\n"
          "help: say by a WHERE which rows stay out, or let the revision stop\n");
    CHECK(linted(named, "INSERT OR REPLACE INTO users (name) VALUES ('root');") ==
          "up.sql:1:11: warning: OR REPLACE deletes the rows that stand in the way, and fires no trigger for "
          "them "
          "[L210]\n"
          "    INSERT OR REPLACE INTO users (name) VALUES ('root');\n"
          "              ^~~~~~~\n"
          "help: write `ON CONFLICT (…) DO UPDATE SET …`\n");
    CHECK(linted(named, "REPLACE INTO users (name) VALUES ('root');").find("[L210]") != std::string::npos);
    CHECK(linted(named, "INSERT INTO users (name) VALUES ('root') ON CONFLICT DO NOTHING;").find("[L210]") !=
          std::string::npos);
    CHECK(linted(named, "INSERT INTO users (name) VALUES ('root') ON CONFLICT (name) DO NOTHING;") == "");
    CHECK(linted(
              named,
              "INSERT INTO users (name) VALUES (replace('root', 'o', '0')) ON CONFLICT (name) DO NOTHING;") ==
          "");
}

TEST_CASE("L211: copies by position") {
    const std::string both = users + "table old_users {\n  key  int64?\n  name text\n}\n";
    CHECK(linted(both, "INSERT INTO old_users SELECT * FROM users;") ==
          "up.sql:1:30: warning: the copy into `old_users` goes by the order of columns [L211]\n"
          "    INSERT INTO old_users SELECT * FROM users;\n"
          "                                 ^\n"
          "help: name the columns on both sides\n");
    CHECK(linted(both, "INSERT INTO old_users SELECT id, name FROM users;").find("up.sql:1:23: ") == 0);
    CHECK(linted(both, "INSERT INTO old_users (key, name) SELECT id, count(*) FROM users GROUP BY id;") ==
          "");
}

TEST_CASE("L212: IF EXISTS") {
    CHECK(linted(users, "DROP INDEX IF EXISTS by_name;") ==
          "up.sql:1:12: warning: IF EXISTS hides that a database is not what its chain says [L212]\n"
          "    DROP INDEX IF EXISTS by_name;\n"
          "               ^~\n"
          "help: leave it out: a revision runs on the schema before it, and on no other\n");
    CHECK(linted(users, "CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY);")
              .find("IF NOT EXISTS hides") != std::string::npos);
    CHECK(linted(users, "CREATE VIEW v AS SELECT id FROM users WHERE EXISTS (SELECT 1);") == "");
}

TEST_CASE("L213: texts in double quotes") {
    CHECK(linted(users, "UPDATE users SET name = \"root\" WHERE \"id\" = 1;") ==
          "up.sql:1:25: warning: `\"root\"` names nothing: to varve's connections it is no text, and the "
          "statement "
          "fails [L213]\n"
          "    UPDATE users SET name = \"root\" WHERE \"id\" = 1;\n"
          "                            ^~~~~~\n"
          "help: write a text in single quotes\n");
    CHECK(linted(users,
                 "UPDATE users SET name = \"u\".n FROM (SELECT id AS \"i\", name AS n FROM users) AS \"u\" "
                 "WHERE \"i\" = id;") == "");
}

TEST_CASE("a line in the up.sql silences a rule in the statement behind it, if it says why", "[lint]") {
    const std::string up = "UPDATE users\nSET id = id + 1000,\n  name = \"x\";\n";
    CHECK(linted(users,
                 "-- varve: allow L203 because ids end at 900\n-- varve: allow L213 because x is a column\n" +
                     up) == "");
    CHECK(linted(users, "-- varve: allow L203\nSELECT 1;\n") ==
          "up.sql:1:1: warning: `L203` is allowed without a reason [L112]\n"
          "    -- varve: allow L203\n"
          "    ^~~~~~~~~~~~~~~~~~~~\n"
          "help: write `-- varve: allow L201 because …`\n");
    CHECK(linted(users, "/* -- varve: */ SELECT '-- varve:'; -- varve: allow L201 because of old times\n") ==
          "up.sql:1:37: warning: `L201` is allowed here, and nothing is warned of [L111]\n"
          "    /* -- varve: */ SELECT '-- varve:'; -- varve: allow L201 because of old times\n"
          "                                        ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
          "help: take the comment out\n");
}

namespace {

/// The shop with a draft of one statement that is written by hand.
std::string write_draft(const Shop& shop) {
    REQUIRE(shop.command("revision", {"-m", "trim"}).code == 0);
    const std::string up = "schema/shop.chain/draft_trim/up.sql";
    shop.write(up, "-- trim\nUPDATE users SET email = trim(email);\n");
    return up;
}

const std::string collision =
    "warning: it fails on a database in which two rows of `users` come to the same `email` [L203]\n"
    "    UPDATE users SET email = trim(email);\n"
    "    ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
    "help: mend such rows first, by a statement of its own\n";

void allow(const Shop& shop, const std::string& up) {
    shop.replace(up, "UPDATE", "-- varve: allow L203 because addresses hold no blanks\nUPDATE");
}

}  // namespace

TEST_CASE("varve lint looks at the draft and at what would be one", "[lint]") {
    const Shop shop;
    CHECK(shop.command("lint").out == "nothing to warn of\n");
    const std::string up = write_draft(shop);
    const Outcome draft = shop.command("lint", {"--check"});
    CHECK(draft.code == 3);
    CHECK(draft.err == "<dir>/" + up + ":2:1: " + collision);
    allow(shop, up);
    CHECK(shop.command("lint", {"--check"}).out == "nothing to warn of\n");
    shop.replace(shop_file, "  phone text?\n", "");
    const Outcome ephemeral = shop.command("lint");
    CHECK(ephemeral.err.find("(ephemeral draft)/up.sql:") == 0);
    CHECK(ephemeral.err.find("users lose every value of `users.phone` [L201]") != std::string::npos);
}

TEST_CASE("varve lint looks at frozen revisions when it is asked to, and their comments are free", "[lint]") {
    const Shop shop;
    write_draft(shop);
    REQUIRE(shop.command("freeze").code == 0);
    const std::string up = "schema/shop.chain/0003_trim/up.sql";
    CHECK(shop.command("lint", {"--check"}).code == 0);
    for (const char* name : {"--all", "trim", "0003", "0003_trim"}) {
        const Outcome outcome = shop.command("lint", {"--check", name});
        CHECK(outcome.code == 3);
        CHECK(outcome.err == "<dir>/" + up + ":2:1: " + collision);
    }
    allow(shop, up);
    CHECK(shop.command("lint", {"--check", "--all"}).code == 0);
    CHECK(shop.command("verify").code == 0);
    const Outcome unknown = shop.command("lint", {"0009"});
    CHECK(unknown.code == 1);
    CHECK(unknown.err ==
          "error: the chain has no revision `0009`\nhelp: name one by its name, its number or its id: `varve "
          "lint "
          "0002`\n");
}
