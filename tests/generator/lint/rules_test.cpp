#include "tests/generator/lint/linted.hpp"
#include "tests/support/catch.hpp"

using varve::compiler::testing::linted;

namespace {

const std::string users = "table users {\n  id int64 primary key\n}\n";

/// A table of one key and these lines.
std::string posts(const std::string& lines) {
    return users + "table posts {\n  id int64 primary key\n" + lines + "}\n";
}

}  // namespace

TEST_CASE("L101: a reference that no index begins with") {
    CHECK(linted(posts("  user_id int64 -> users.id\n")) ==
          "a.varve:7:17: warning: no index of table `posts` begins with `user_id`, which refers to `users` "
          "[L101]\n"
          "      user_id int64 -> users.id\n"
          "                    ^~~~~~~~~~~\n"
          "help: write `index (user_id)` into the table\n");
    CHECK(linted(posts("  user_id int64 -> users.id\n  at int64\n  index (user_id, at)\n")) == "");
    CHECK(linted(posts("  user_id int64 unique -> users.id\n")) == "");
    CHECK(linted(posts("  user_id int64 -> users.id\n  index (user_id) where (id > 1)\n")) != "");
    CHECK(linted("table a {\n  x int64\n  y int64\n  primary key (x, y)\n}\ntable b {\n  p int64\n  q int64\n"
                 "  foreign (p, q) -> a (x, y)\n  index (q, p)\n}\n") == "");
}

TEST_CASE("L102: an index that another makes needless") {
    CHECK(linted(posts("  a int64\n  b int64\n  index short (a)\n  index long (a, b)\n")) ==
          "a.varve:9:3: warning: index `short` of table `posts` serves nothing that index `long` does not "
          "[L102]\n"
          "      index short (a)\n"
          "      ^~~~~~~~~~~~~~~\n"
          "a.varve:10:3: note: the other one is here\n"
          "help: take it out\n");
    CHECK(linted(posts("  index (id)\n")) != "");
    CHECK(linted(posts("  a int64\n  index one (a)\n  index two (a desc)\n")) != "");
    CHECK(linted(posts("  a int64\n  b int64\n  index one (a desc, b)\n  index two (a, b)\n")) == "");
    CHECK(linted(posts("  a text\n  index one (a collate nocase)\n  index two (a)\n")) == "");
    CHECK(linted(posts("  a int64\n  b int64\n  unique index one (a)\n  index two (a, b)\n")) == "");
    CHECK(linted(posts("  a int64\n  index one (a)\n  index two (a) where (a > 0)\n")) == "");
}

TEST_CASE("L103: a primary key of text beside the rowid") {
    CHECK(linted("table t {\n  code text primary key\n}\n") ==
          "a.varve:3:13: warning: table `t` keeps its primary key `code` beside the rowid [L103]\n"
          "      code text primary key\n"
          "                ^~~~~~~~~~~\n"
          "help: take an `int64` key and make the text `unique`, or write `on sqlite without rowid`\n");
    CHECK(linted("table t {\n  code text primary key\n  on sqlite without rowid\n}\n") == "");
}

TEST_CASE("L104: a unique key in which a column may be NULL") {
    CHECK(linted(posts("  a int64\n  b int64?\n  unique (a, b)\n")) ==
          "a.varve:9:3: warning: `b` may be NULL, and rows in which it is are never equal [L104]\n"
          "      unique (a, b)\n"
          "      ^~~~~~~~~~~~~\n"
          "help: make it NOT NULL, or add a partial unique index for those rows\n");
    CHECK(linted(posts("  a int64?  unique\n")) == "");
    CHECK(linted(posts("  a int64\n  b int64?\n  unique index (a, b) where (b is not null)\n")) == "");
}

TEST_CASE("L105: a view that selects all") {
    CHECK(linted(users + "view v { id int64 } = sql { SELECT * FROM users }\n") ==
          "a.varve:5:6: warning: view `v` selects `*` [L105]\n"
          "    view v { id int64 } = sql { SELECT * FROM users }\n"
          "         ^\n"
          "help: name its columns\n");
    CHECK(linted(users + "view v { id int64 } = sql { SELECT u.* FROM users u }\n") != "");
    CHECK(linted(users + "view v { n int64 } = sql { SELECT count(*) * 2 FROM users }\n") == "");
}

TEST_CASE("L106: a text in double quotes") {
    CHECK(linted(posts("  state text  check (state in (\"on\", 'off'))\n")) ==
          "a.varve:7:21: warning: `\"on\"` names no column of table `posts`: SQLite takes it for a text "
          "[L106]\n"
          "      state text  check (state in (\"on\", 'off'))\n"
          "                        ^~~~~~~~~~~~~~~~~~~~~~~~\n"
          "help: write a text in single quotes\n");
    CHECK(linted(posts("  state text  check (\"state\" <> '' and \"posts\".\"id\" > 0)\n")) == "");
    CHECK(linted(posts("  a text\n  index ((lower(a))) where (a <> \"b\")\n")) != "");
}

TEST_CASE("L107: a reference that is not checked") {
    CHECK(linted(posts("  a int64 -> accounts.id unchecked\n  index (a)\n")) ==
          "a.varve:7:11: warning: the reference of `posts.a` to `accounts` is not checked [L107]\n"
          "      a int64 -> accounts.id unchecked\n"
          "              ^~~~~~~~~~~~~~~~~~~~~~~~\n"
          "help: declare the parent and its key, and take `unchecked` out\n");
}

TEST_CASE("L108: texts of which SQLite makes numbers") {
    CHECK(linted(posts("  a text sqltype \"STRING\"\n")) ==
          "a.varve:7:3: warning: `posts.a` is declared `STRING`, so that SQLite makes numbers of texts that "
          "look like "
          "them [L108]\n"
          "      a text sqltype \"STRING\"\n"
          "      ^~~~~~~~~~~~~~~~~~~~~~~\n"
          "help: leave `sqltype` out, or declare a type with `TEXT`, `CHAR` or `BLOB` in its name\n");
    CHECK(linted(posts(
              "  a text sqltype \"varchar(20)\"\n  b any sqltype \"\"\n  c decimal sqltype \"NUMERIC\"\n")) ==
          "");
}

TEST_CASE("L109: AUTOINCREMENT that nothing refers to") {
    CHECK(linted("table log {\n  id int64 primary key autoincrement\n}\n") ==
          "a.varve:3:12: warning: nothing refers to table `log`, so its numbers may come again [L109]\n"
          "      id int64 primary key autoincrement\n"
          "               ^~~~~~~~~~~\n"
          "help: leave `autoincrement` out\n");
    CHECK(linted("table log {\n  id int64 primary key autoincrement\n}\ntable lines {\n  log_id int64 unique "
                 "-> log\n}\n") == "");
}

TEST_CASE("L110: a new column in front of one that stands") {
    CHECK(
        linted("table t {\n  id int64 primary key\n  new int64?\n  old int64\n}\n",
               "table t {\n  id int64 primary key\n  old int64\n}\n") ==
        "a.varve:4:3: warning: `t.new` is new and stands in front of `old`, so the table is rebuilt [L110]\n"
        "      new int64?\n"
        "      ^~~~~~~~~~\n"
        "help: move it behind the last column, where SQLite adds it in place\n");
    CHECK(linted("table t {\n  id int64 primary key\n  old int64\n  new int64?\n}\n",
                 "table t {\n  id int64 primary key\n  old int64\n}\n") == "");
    CHECK(linted("table t {\n  id int64 primary key\n  new int64? was gone\n  old int64\n}\n",
                 "table t {\n  id int64 primary key\n  gone int64?\n  old int64\n}\n") == "");
}

TEST_CASE("L113: an index that names a column twice") {
    CHECK(linted(posts("  a int64\n  index twice (a desc, a)\n")) ==
          "a.varve:8:3: warning: index `twice` of table `posts` names `a` twice [L113]\n"
          "      index twice (a desc, a)\n"
          "      ^~~~~~~~~~~~~~~~~~~~~~~\n"
          "help: take one out\n");
    CHECK(linted(posts("  a text\n  index (a, a collate nocase)\n")) == "");
}

TEST_CASE("L114: a default that its column does not take") {
    CHECK(linted(posts("  a text(3) = 'groß'\n")) ==
          "a.varve:7:15: warning: the default of `posts.a` has 4 characters, and the column takes 3: no row "
          "can "
          "have it [L114]\n"
          "      a text(3) = 'groß'\n"
          "                  ^~~~~~\n"
          "help: write a shorter default, or a larger length\n");
    CHECK(linted("type Short = text(2) as \"std::string\"\n" + posts("  a Short = 'abc'\n")) != "");
    CHECK(linted(posts("  a text(4) = 'groß'\n  b text(1) sqltype \"VARCHAR(1)\" = 'ab'\n")) == "");
}

TEST_CASE("L115: a reference between values of other kinds") {
    CHECK(
        linted(posts("  user_id text -> users.id\n  index (user_id)\n")) ==
        "a.varve:7:16: warning: `posts.user_id` is `text` and refers to `users.id`, which is `int64` [L115]\n"
        "      user_id text -> users.id\n"
        "                   ^~~~~~~~~~~\n"
        "help: give both one type\n");
    CHECK(linted(posts("  user_id int32 -> users.id\n  index (user_id)\n")) == "");
    CHECK(linted(posts("  user_id any sqltype \"\" -> users.id\n  index (user_id)\n")) == "");
}

TEST_CASE("L116: a trigger that reads a whole table for each row") {
    const std::string trigger =
        "trigger t after delete on users sql { BEGIN DELETE FROM posts WHERE user_id = old.id; END }\n";
    CHECK(linted(posts("  user_id int64\n") + trigger) ==
          "a.varve:9:9: warning: trigger `t` reads all of `posts` for each row that it fires for [L116]\n"
          "    trigger t after delete on users sql { BEGIN DELETE FROM posts WHERE user_id = old.id; END }\n"
          "            ^\n"
          "help: add an index to `posts` that serves its WHERE\n");
    CHECK(linted(posts("  user_id int64\n  index (user_id)\n") + trigger) == "");
    CHECK(linted(posts("  user_id int64\n") +
                 "trigger t after delete on users sql { BEGIN UPDATE posts SET user_id = 0; END }\n") == "");
}
