#include <varve/migrate.hpp>

#include "tests/runtime/chain_maker.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace varve;

namespace {

const std::string posts = "CREATE TABLE posts(id INTEGER PRIMARY KEY, title TEXT);";
const std::string tagged = "CREATE TABLE posts(id INTEGER PRIMARY KEY, title TEXT NOT NULL);";
const std::string fts =
    "CREATE VIRTUAL TABLE posts_fts USING fts5(title, content='posts', content_rowid='id');";
const std::string triggers =
    "CREATE TRIGGER posts_fts_insert AFTER INSERT ON posts BEGIN "
    "INSERT INTO posts_fts(rowid, title) VALUES (new.id, new.title); END;"
    "CREATE TRIGGER posts_fts_delete AFTER DELETE ON posts BEGIN "
    "INSERT INTO posts_fts(posts_fts, rowid, title) VALUES ('delete', old.id, old.title); END;";

MigrateOptions with_loss() {
    MigrateOptions options;
    options.allow_loss = true;
    return options;
}

}  // namespace

TEST_CASE("a search table comes, lives through a rebuild of its content and goes, on a real file") {
    ChainMaker maker;
    maker.add({"posts", posts, posts, "--@ lose posts\nDROP TABLE posts", Grade::loses, "posts"});
    maker.add({"search", fts + "INSERT INTO posts_fts(posts_fts) VALUES ('rebuild');" + triggers,
               posts + fts + triggers,
               "DROP TRIGGER posts_fts_insert; DROP TRIGGER posts_fts_delete; DROP TABLE posts_fts"});
    maker.add({"title_not_null",
               "--@ rebuild posts\nCREATE TABLE varve_new_posts(id INTEGER PRIMARY KEY, title TEXT NOT NULL);"
               "INSERT INTO varve_new_posts(id, title) SELECT id, title FROM posts;\n--@ end\n",
               tagged + fts + triggers,
               "--@ rebuild posts\nCREATE TABLE varve_new_posts(id INTEGER PRIMARY KEY, title TEXT);"
               "INSERT INTO varve_new_posts(id, title) SELECT id, title FROM posts;\n--@ end\n"});
    TempDir dir;
    Connection db = Connection::open({.path = dir.file("a.db")});
    upgrade(db, maker.chain(1));
    db.execute("INSERT INTO posts VALUES (3, 'lakes'), (5, 'sediment')");
    upgrade(db, maker.chain());
    const std::string find = "SELECT rowid FROM posts_fts('sediment')";
    CHECK(rows_of(db, find) == "5");
    db.execute("INSERT INTO posts VALUES (9, 'more sediment'); DELETE FROM posts WHERE id = 5");
    CHECK(rows_of(db, find) == "9");
    CHECK(check(db, maker.chain()).ours.empty());
    downgrade(db, maker.chain(), maker[1].digest);
    CHECK(rows_of(db, find) == "9");
    downgrade(db, maker.chain(), maker[0].digest);
    CHECK(rows_of(db, "SELECT name FROM sqlite_schema WHERE name LIKE 'posts_fts%'") == "");
    CHECK(rows_of(db, "SELECT * FROM posts") == "3|lakes 9|more sediment");
    upgrade(db, maker.chain());
    CHECK(rows_of(db, find) == "9");
    downgrade(db, maker.chain(), "", with_loss());
    CHECK(rows_of(db, "SELECT name FROM sqlite_schema WHERE name LIKE 'posts%'") == "");
}

TEST_CASE("what full text 3 and 4 and rtree do inside is theirs to do") {
    const std::string three = "CREATE VIRTUAL TABLE docs3 USING fts3(title, body, tokenize=porter);";
    const std::string four = "CREATE VIRTUAL TABLE docs4 USING fts4(title, content=\"posts\");";
    const std::string area = "CREATE VIRTUAL TABLE area USING rtree(id, x0, x1, y0, y1);";
    ChainMaker maker;
    maker.add(
        {"all", posts + three + four + area + "INSERT INTO area VALUES (1, 0, 2, 0, 2);",
         posts + three + four + area,
         "--@ grade loses posts docs3 area\nDROP TABLE area; DROP TABLE docs4; DROP TABLE docs3; DROP TABLE "
         "posts",
         Grade::loses, "posts docs3 area"});
    maker.add({"more",
               "INSERT INTO docs3(title, body) VALUES ('varve', 'layers'); INSERT INTO posts VALUES (1, 'x');"
               "INSERT INTO docs4(docs4) VALUES ('rebuild'); CREATE INDEX by_title ON posts(title)",
               posts + three + four + area + "CREATE INDEX by_title ON posts(title);",
               "--@ lose docs3\nDELETE FROM docs3; DROP INDEX by_title", Grade::loses, "docs3"});
    TempDir dir;
    Connection db = Connection::open({.path = dir.file("a.db")});
    upgrade(db, maker.chain());
    CHECK(rows_of(db, "SELECT title FROM docs3 WHERE docs3 MATCH 'layer'") == "varve");
    CHECK(rows_of(db, "SELECT docid FROM docs4 WHERE docs4 MATCH 'x'") == "1");
    CHECK(rows_of(db, "SELECT id FROM area WHERE x0 < 1 AND x1 > 1") == "1");
    downgrade(db, maker.chain(), "", with_loss());
    CHECK(rows_of(db, "SELECT name FROM sqlite_schema WHERE name NOT LIKE 'varve%'") == "");
}

TEST_CASE("an index of text that stands nowhere else is counted before it goes") {
    const std::string own = "CREATE VIRTUAL TABLE notes USING fts5(body, content='');";
    ChainMaker maker;
    maker.add({"own", own, own, ""});
    maker.add({"gone", "DROP TABLE notes", "", ""});
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, maker.chain(1));
    db.execute("INSERT INTO notes(rowid, body) VALUES (1, 'one')");
    CHECK(
        message_of([&] { upgrade(db, maker.chain()); }) ==
        "`:memory:`: to apply revision 0002 `gone` (" + maker.id(1) +
            ") failed, and the database is as it was before:\n  the table `notes` with 1 row would be gone, "
            "and nothing declares it: add `--@ lose notes` if that is meant");
}

TEST_CASE("what a module cannot count goes when it is declared, and only then") {
    const std::string own = "CREATE VIRTUAL TABLE notes USING fts4(body, content=\"\");";
    ChainMaker maker;
    maker.add({"own", own, own, ""});
    maker.add({"gone", "DROP TABLE notes", "", ""});
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, maker.chain(1));
    CHECK(message_of([&] { upgrade(db, maker.chain()); }) ==
          "`:memory:`: to apply revision 0002 `gone` (" + maker.id(1) +
              ") failed, and the database is as it was before:\n  the rows of `notes` cannot be counted and "
              "would be gone, and nothing declares it: add `--@ lose notes` if that is meant");

    ChainMaker declared;
    declared.add({"own", own, own, ""});
    declared.add({"gone", "--@ lose notes\nDROP TABLE notes", "", ""});
    upgrade(db, declared.chain());
    CHECK(rows_of(db, "SELECT name FROM sqlite_schema WHERE name LIKE 'notes%'") == "");
}
