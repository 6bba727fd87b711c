#include <varve/migrate.hpp>

#include "tests/runtime/chain_maker.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/three_revisions.hpp"
#include "tests/support/catch.hpp"

using namespace varve;

namespace {

std::string users_with(const std::string& columns) {
    return "CREATE TABLE users(id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL UNIQUE" + columns +
           ");";
}

RevisionText initial() {
    return {"initial", users, users, "--@ lose users\nDROP TABLE users", Grade::loses, "users"};
}

/// A draft that adds a column behind those that are there.
RevisionText column(const std::string& draft, const std::string& name, const std::string& there = "") {
    return {draft,
            "ALTER TABLE users ADD COLUMN " + name + " INTEGER",
            users_with(there + ", " + name + " INTEGER"),
            "--@ grade loses users." + name + "\nALTER TABLE users DROP COLUMN " + name,
            Grade::loses,
            "users." + name,
            true};
}

/// A chain behind `initial` that allows drafts.
class Drafts : public ChainMaker {
public:
    explicit Drafts(const std::vector<RevisionText>& drafts) {
        add(initial());
        for (const RevisionText& draft : drafts)
            add(draft);
        drafts_allowed = true;
    }
};

struct Lines {
    std::string text;
    MigrateOptions options() {
        MigrateOptions options;
        options.progress = [](void* context, std::string_view line) {
            static_cast<std::string*>(context)->append(line).append("\n");
        };
        options.progress_context = &text;
        return options;
    }
};

}  // namespace

TEST_CASE("a changed draft goes back with the draft behind it, newest first") {
    Drafts ran({column("age", "age"), column("tags", "tags", ", age INTEGER")});
    Drafts amended({column("age", "old"), column("tags", "tags", ", old INTEGER")});
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, ran.chain());
    db.execute("INSERT INTO users(email, age) VALUES ('a', 36)");
    CHECK(inspect(db, amended.chain()).reason ==
          "`:memory:` is at the drafts `age` (" + ran.id(1) + "), `tags` (" + ran.id(2) +
              "), which this program does not hold:\n"
              "  this program has in their place: 0002 `age` (" +
              amended.id(1) +
              ")\n"
              "`upgrade` takes them back and brings the database forward; nothing was changed");
    Lines lines;
    const MigrateResult result = upgrade(db, amended.chain(), lines.options());
    CHECK(result.kind == MigrateResult::Kind::applied);
    CHECK(joined(result.taken_back) == "tags age");
    CHECK(joined(result.revisions) == "age tags");
    CHECK(lines.text == "take back `tags` (" + ran.id(2) + "), losing users.tags\ntake back `age` (" +
                            ran.id(1) + "), losing users.age\napply 0002 `age` (" + amended.id(1) +
                            ")\napply 0003 `tags` (" + amended.id(2) + ")\n");
    CHECK(rows_of(db, "SELECT email, old, tags FROM users") == "a|~|~");
    CHECK(rows_of(db, "SELECT action FROM varve_log") == "up up up down down up up");
    CHECK(check(db, amended.chain()).ours.empty());
}

TEST_CASE("drafts that are gone from the chain go back, and an upgrade says so") {
    Drafts ran({column("age", "age"), column("tags", "tags", ", age INTEGER")});
    Drafts none({});
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, ran.chain());
    const MigrateResult result = upgrade(db, none.chain());
    CHECK(result.kind == MigrateResult::Kind::taken_down);
    CHECK(joined(result.taken_back) == "tags age");
    CHECK(inspect(db, none.chain()).standing == Standing::at_head);
    CHECK(upgrade(db, none.chain()).kind == MigrateResult::Kind::up_to_date);
}

TEST_CASE("a renamed draft keeps its rows, and so does the draft behind it") {
    Drafts ran({column("age", "age"), column("tags", "tags", ", age INTEGER")});
    Drafts renamed({column("add_age", "age"), column("tags", "tags", ", age INTEGER")});
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, ran.chain());
    db.execute("INSERT INTO users(email, age) VALUES ('a', 36)");
    CHECK(upgrade(db, renamed.chain()).kind == MigrateResult::Kind::relabelled);
    CHECK(rows_of(db, "SELECT age FROM users") == "36");
    CHECK(rows_of(db, "SELECT name FROM varve_revisions") == "initial add_age tags");
    CHECK(rows_of(db, "SELECT action FROM varve_log") == "up up up unstamp unstamp stamp stamp");
    CHECK(upgrade(db, renamed.chain()).kind == MigrateResult::Kind::up_to_date);
}

TEST_CASE("of a renamed draft and a changed one behind it only the changed one goes back") {
    Drafts ran({column("age", "age"), column("tags", "tags", ", age INTEGER")});
    Drafts now({column("add_age", "age"), column("tags", "labels", ", age INTEGER")});
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, ran.chain());
    db.execute("INSERT INTO users(email, age) VALUES ('a', 36)");
    const MigrateResult result = upgrade(db, now.chain());
    CHECK(joined(result.taken_back) == "tags");
    CHECK(joined(result.revisions) == "tags");
    CHECK(rows_of(db, "SELECT age, labels FROM users") == "36|~");
    CHECK(rows_of(db, "SELECT action FROM varve_log") == "up up up down unstamp stamp up");
}

TEST_CASE("without drafts nothing is taken back, however the chain changed") {
    Drafts ran({column("age", "age"), column("tags", "tags", ", age INTEGER")});
    Drafts amended({column("age", "old")});
    amended.drafts_allowed = false;
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, ran.chain());
    const std::string before = state_of(db, "SELECT * FROM users");
    const auto expected = [&](const std::string& instead) {
        return "`:memory:` is at the drafts `age` (" + ran.id(1) + "), `tags` (" + ran.id(2) +
               "), and drafts are left out here:\n"
               "  this program has in their place: " +
               instead +
               "\n"
               "`varve … --draft` knows the draft of the chain, and `varve upgrade --draft` brings the "
               "database "
               "forward; so does a program that allows drafts (CMake's Debug configuration); nothing was "
               "changed";
    };
    CHECK(message_of([&] { upgrade(db, amended.chain()); }) ==
          expected("0002 `age` (" + amended.id(1) + ")"));
    CHECK(message_of([&] { upgrade(db, amended.chain(1)); }) == expected("nothing"));
    CHECK(message_of([&] { downgrade(db, amended.chain(1), ""); }) == expected("nothing"));
    CHECK(message_of([&] { check(db, amended.chain(1)); }) == expected("nothing"));
    CHECK(message_of([&] { upgrade(db, amended.chain(0)); }) ==
          "`:memory:` is of another lineage:\n"
          "  the database began with  " +
              std::string(ran[0].digest) +
              " initial\n"
              "  this program begins with nothing yet\n"
              "give this program a file of its own; nothing was changed");
    CHECK(state_of(db, "SELECT * FROM users") == before);
}

TEST_CASE("a program that refuses what is behind takes no draft back") {
    Drafts ran({column("age", "age")});
    Drafts none({});
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, ran.chain());
    MigrateOptions refuse;
    refuse.behind = Policy::refuse;
    CHECK(message_of([&] { upgrade(db, none.chain(), refuse); }) ==
          "`:memory:` is at the draft `age` (" + ran.id(1) +
              "), which this program does not hold:\n"
              "  this program has in its place: nothing\n"
              "`upgrade` takes it back and brings the database forward; nothing was changed");
    CHECK(rows_of(db, "SELECT action FROM varve_log") == "up up");
}

TEST_CASE("when an older draft cannot go back, the newer one stays too") {
    RevisionText wrong = column("age", "age");
    wrong.down += "; CREATE TABLE left_over(a)";
    Drafts ran({wrong, column("tags", "tags", ", age INTEGER")});
    Drafts none({});
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, ran.chain());
    const std::string before = state_of(db, "SELECT * FROM users");
    CHECK(message_of([&] { upgrade(db, none.chain()); }) ==
          "`:memory:`: to take back revision `age` (" + ran.id(1) +
              ") failed, and the database is as it was before:\n"
              "  the structure it leaves is not the one that was proved:\n"
              "  unknown table left_over");
    CHECK(state_of(db, "SELECT * FROM users") == before);

    RevisionText newer = column("tags", "tags", ", age INTEGER");
    newer.down += "; CREATE TABLE left_over(a)";
    Drafts other({column("age", "age"), newer});
    Connection second = Connection::open({.path = ":memory:"});
    upgrade(second, other.chain());
    CHECK(message_of([&] { upgrade(second, none.chain()); }) ==
          "`:memory:`: to take back revision `tags` (" + other.id(2) +
              ") failed, and the database is as it was before:\n"
              "  the structure it leaves is not the one that the database had at `age` (" +
              other.id(1) + ")");
}

TEST_CASE("rows that do not fit what stood before a draft are named, with the ways out") {
    const std::string before =
        "CREATE TABLE posts(id INTEGER PRIMARY KEY, state TEXT CHECK (state IN ('a')));";
    const std::string after =
        "CREATE TABLE posts(id INTEGER PRIMARY KEY, state TEXT CHECK (state IN ('a', 'b')));";
    const auto rebuild = [](const std::string& values) {
        return "--@ rebuild posts\nCREATE TABLE varve_new_posts(id INTEGER PRIMARY KEY, state TEXT CHECK "
               "(state "
               "IN (" +
               values + ")));\nINSERT INTO varve_new_posts(id, state) SELECT id, state FROM posts;\n--@ end";
    };
    ChainMaker ran;
    ran.add({"posts", before, before, ""});
    ran.add({"state", rebuild("'a', 'b'"), after, rebuild("'a'"), Grade::exact, "", true});
    ran.drafts_allowed = true;
    ChainMaker none;
    none.add({"posts", before, before, ""});
    none.drafts_allowed = true;
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, ran.chain());
    db.execute("INSERT INTO posts(state) VALUES ('b')");
    CHECK(
        message_of([&] { upgrade(db, none.chain()); }) ==
        "`:memory:`: the draft `state` (" + ran.id(1) +
            ") cannot be taken back: rows that were written since do not fit what stood before it, in "
            "`posts`:\n"
            "  statement 2 `INSERT INTO varve_new_posts ( id , state ) SELECT id , state FROM posts`: CHECK "
            "constraint failed: state IN ('a')\n"
            "change those rows; or put the draft back as it was, freeze it and go on; nothing was changed");
    CHECK(rows_of(db, "SELECT state FROM posts") == "b");
    db.execute("UPDATE posts SET state = 'a'");
    CHECK(joined(upgrade(db, none.chain()).taken_back) == "state");
    CHECK(rows_of(db, "SELECT state FROM posts") == "a");
}

TEST_CASE("a step that fails behind others says where the database is now") {
    Drafts ran({column("age", "age")});
    RevisionText bad = column("age", "old");
    bad.up = "INSERT INTO nowhere VALUES (1)";
    Drafts broken({bad});
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, ran.chain());
    CHECK(message_of([&] { upgrade(db, broken.chain()); }) ==
          "`:memory:`: to apply revision 0002 `age` (" + broken.id(1) +
              ") failed, and the database is at 0001 `initial` (" + broken.id(0) + "): `age` (" + ran.id(1) +
              ") was taken back before:\n"
              "  statement 1 `INSERT INTO nowhere VALUES ( 1 )`: no such table: nowhere");
    CHECK(inspect(db, broken.chain()).applied == 1);

    Connection fresh = Connection::open({.path = ":memory:"});
    CHECK(message_of([&] { upgrade(fresh, broken.chain()); }) ==
          "`:memory:`: to apply revision 0002 `age` (" + broken.id(1) +
              ") failed, and the database is at 0001 `initial` (" + broken.id(0) +
              "):\n"
              "  statement 1 `INSERT INTO nowhere VALUES ( 1 )`: no such table: nowhere");
    CHECK(inspect(fresh, broken.chain()).applied == 1);
}

namespace {

/// A frozen revision that adds a column behind those that are there.
RevisionText frozen(const std::string& name, const std::string& there = "") {
    RevisionText text = column(name, name, there);
    text.draft = false;
    return text;
}

}  // namespace

TEST_CASE("a revision that was rebased since is known by its body, and goes back where drafts run") {
    Drafts ran({frozen("age"), column("tags", "tags", ", age INTEGER")});
    Drafts rebased({frozen("phone"), frozen("age", ", phone INTEGER")});
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, ran.chain());
    db.execute("INSERT INTO users(email, age) VALUES ('a', 36)");
    const std::string told = "`:memory:` is at `tags` (" + ran.id(2) +
                             "), and that line was rebased since:\n"
                             "  `age` (" +
                             ran.id(1) + ") is 0003 `age` (" + rebased.id(2) +
                             ") here\n"
                             "  `tags` (" +
                             ran.id(2) + ") is a draft that this program does not hold\n";
    CHECK(inspect(db, rebased.chain()).reason ==
          told + "`upgrade` takes them back and brings the database forward; nothing was changed");
    rebased.drafts_allowed = false;
    const std::string before = state_of(db, "SELECT * FROM users");
    CHECK(message_of([&] { upgrade(db, rebased.chain()); }) ==
          told +
              "bring it forward with `varve upgrade --draft`, or with a program that allows drafts (CMake's "
              "Debug configuration); nothing was changed");
    CHECK(state_of(db, "SELECT * FROM users") == before);
    rebased.drafts_allowed = true;
    const MigrateResult result = upgrade(db, rebased.chain());
    CHECK(joined(result.taken_back) == "tags age");
    CHECK(joined(result.revisions) == "phone age");
    CHECK(rows_of(db, "SELECT email, phone, age FROM users") == "a|~|~");
    CHECK(inspect(db, rebased.chain()).standing == Standing::at_head);
}

TEST_CASE("a rebased revision without a way back is not wiped") {
    RevisionText one_way = frozen("age");
    one_way.down.clear();
    Drafts ran({one_way});
    RevisionText moved = frozen("age", ", phone INTEGER");
    Drafts rebased({frozen("phone"), moved});
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, ran.chain());
    CHECK(message_of([&] { upgrade(db, rebased.chain()); }) ==
          "`:memory:` is at `age` (" + ran.id(1) + "), and that line was rebased since:\n  `age` (" +
              ran.id(1) + ") is 0003 `age` (" + rebased.id(2) + ") here\n`age` (" + ran.id(1) +
              ") has no way back: begin with a new file or a backup; nothing was changed");
}

TEST_CASE("the same SQL under another name, or further down, is no rebase") {
    Drafts ran({frozen("age")});
    Drafts other({frozen("phone"), frozen("years", ", phone INTEGER")});
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, ran.chain());
    CHECK(inspect(db, other.chain()).standing == Standing::ahead);
}
