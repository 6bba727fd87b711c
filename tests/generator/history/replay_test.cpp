#include "generator/history/replay.hpp"

#include <ctime>

#include "generator/sqlite/render.hpp"
#include "tests/generator/history/chain_fixture.hpp"
#include "tests/support/catch.hpp"

namespace varve::compiler {
namespace {

using test::column;
using test::schema;
using test::table;

/// What a rehearsal of the revisions tells; the last is a draft.
std::string rehearsed(std::vector<RevisionSource> revisions) {
    RevisionSource last = std::move(revisions.back());
    revisions.pop_back();
    test::FrozenChain chain = test::frozen(std::move(revisions));
    last.directory = "draft_" + last.name;
    last.number.clear();
    chain.revisions.push_back(std::move(last));
    DiagnosticSink sink;
    replay(test::verified(std::move(chain)), sink);
    return test::told(sink);
}

Schema users(std::vector<Column> columns) {
    return schema({table("users", std::move(columns))});
}

RevisionSource initial(const Schema& made) {
    return test::revision("0001", "initial", test::create_all(made), "--@ grade none", made);
}

/// What a rehearsal tells of a step from one schema to the next.
std::string told(const Schema& from, const Schema& to, std::string_view up, std::string_view down = "") {
    return rehearsed({initial(from), test::draft("step", up, down, to)});
}

std::string rebuilt(const Schema& to, const std::string& copy) {
    return "--@ rebuild users\n" + sqlite::render_table(to, to.tables[0], "varve_new_users") + ";\n" + copy +
           "\n--@ end\n";
}

const Schema email = users({column("email", TypeKind::text)});
const Schema email_phone = users({column("email", TypeKind::text), column("phone", TypeKind::text, true)});
const Schema phone_email = users({column("phone", TypeKind::text, true), column("email", TypeKind::text)});

}  // namespace

TEST_CASE("a sound chain is rehearsed without a word") {
    DiagnosticSink sink;
    replay(test::verified(test::small_chain()), sink);
    REQUIRE(test::told(sink) == "");
    replay({}, sink);
    REQUIRE(test::told(sink) == "");
}

TEST_CASE("a rebuild that forgets its copy is caught") {
    REQUIRE(
        told(email, email_phone, rebuilt(email_phone, "")) ==
        "V0501: the up of `draft_step` fails: the rebuild of `users` copied 0 of 6 "
        "rows into "
        "`varve_new_users`: copy every row, or add `--@ lose users` if that is meant\n"
        "help: mend it: it must run on new databases and on old ones, and make what its schema.varve says\n");
    REQUIRE(told(email, email_phone,
                 rebuilt(email_phone,
                         "INSERT INTO varve_new_users (id, email) SELECT id, email FROM users;")) == "");
}

TEST_CASE("a rebuild that forgets a column, or some rows, is caught") {
    REQUIRE(
        told(email_phone, phone_email,
             rebuilt(phone_email, "INSERT INTO varve_new_users (id, email) SELECT id, email FROM users;")) ==
        "V0501: the up of `draft_step` fails: the values of `users.phone` are not "
        "copied into "
        "`varve_new_users`, and nothing declares it: add `--@ lose users.phone` if that is meant\n"
        "help: mend it: it must run on new databases and on old ones, and make what its schema.varve says\n");
    REQUIRE(
        told(email_phone, phone_email,
             rebuilt(phone_email,
                     "INSERT INTO varve_new_users (id, email, phone) SELECT id, email, phone FROM "
                     "users WHERE phone IS NOT NULL;")) ==
        "V0501: the up of `draft_step` fails on a populated database: the rebuild of `users` copied 4 of 6 "
        "rows into "
        "`varve_new_users`: copy every row, or add `--@ lose users` if that is meant\n"
        "help: if it expects certain rows, insert them in its proof.sql\n");
}

TEST_CASE("a rebuild that leaves out the rows which a new check would refuse is caught in a draft") {
    Schema given = email;
    given.tables[0].checks.push_back({{"given", true}, "(email <> '')", {}});
    CHECK(told(email, given,
               rebuilt(given,
                       "INSERT INTO varve_new_users (id, email) SELECT id, email FROM users "
                       "WHERE email <> '';")) ==
          "V0501: the up of `draft_step` fails on a populated database: the rebuild of `users` copied 5 of 6 "
          "rows "
          "into `varve_new_users`: copy every row, or add `--@ lose users` if that is meant\n"
          "help: if it expects certain rows, insert them in its proof.sql\n");
}

TEST_CASE("a copy that mangles values is caught, one that says what it does is not") {
    const std::string swapped = told(email_phone, phone_email,
                                     rebuilt(phone_email,
                                             "INSERT INTO varve_new_users SELECT id, email, coalesce(phone, "
                                             "'') FROM users;"));
    REQUIRE(
        swapped ==
        "V0503: the up of `draft_step` does not keep `users.email` and `users.phone`, and does not say so\n"
        "help: copy it, change it by an UPDATE of its own, or declare `--@ lose <table>.<column>`\n");
    REQUIRE(told(email_phone, phone_email,
                 rebuilt(phone_email,
                         "INSERT INTO varve_new_users (id, phone, email) SELECT id, phone, lower(email) "
                         "FROM users;")) == "");
    REQUIRE(told(email, email, "UPDATE users SET email = lower(email)", "--@ grade loses users.email") == "");
}

TEST_CASE("a copy that numbers rows anew is caught") {
    Table sessions;
    sessions.name = "users";
    sessions.columns = {column("token", TypeKind::text)};
    Schema from = schema({sessions});
    sessions.columns.push_back(column("note", TypeKind::text, true));
    Schema to = schema({sessions});
    REQUIRE(
        told(from, to, rebuilt(to, "INSERT INTO varve_new_users (token) SELECT token FROM users;")) ==
        "V0501: the up of `draft_step` fails on a populated database: the rebuild of `users` does not keep "
        "its rowids: "
        "copy `rowid` too, or add `--@ lose users.rowid` if that is meant\n"
        "help: if it expects certain rows, insert them in its proof.sql\n");
    REQUIRE(told(from, to,
                 rebuilt(to, "INSERT INTO varve_new_users (rowid, token) SELECT rowid, token FROM users;")) ==
            "");
}

TEST_CASE("an up that does not lead to its snapshot is caught") {
    REQUIRE(
        told(email, email_phone, "ALTER TABLE users ADD COLUMN phone BLOB") ==
        "V0501: the up of `draft_step` fails: the structure it leaves is not the one that was proved: "
        "altered "
        "table "
        "users: expected `CREATE TABLE users ( id INTEGER PRIMARY KEY , email TEXT NOT NULL , phone TEXT )`, "
        "found "
        "`CREATE TABLE users ( id INTEGER PRIMARY KEY , email TEXT NOT NULL , phone BLOB )`\n"
        "help: mend it: it must run on new databases and on old ones, and make what its schema.varve says\n");
    REQUIRE(
        told(email, email, "CREATE TABLE stray (x)") ==
        "V0501: the up of `draft_step` fails: the structure it leaves is not the one that was proved: "
        "unknown "
        "table "
        "stray\n"
        "help: mend it: it must run on new databases and on old ones, and make what its schema.varve says\n");
    REQUIRE(
        told(email, email_phone, "ALTER TABLE nobody ADD COLUMN phone TEXT") ==
        "V0501: the up of `draft_step` fails: statement 1 `ALTER TABLE nobody ADD COLUMN phone TEXT`: no "
        "such "
        "table: "
        "nobody\n"
        "help: mend it: it must run on new databases and on old ones, and make what its schema.varve says\n");
}

TEST_CASE("a down that fails or leads elsewhere is caught") {
    const char* up = "ALTER TABLE users ADD COLUMN phone TEXT";
    REQUIRE(
        told(email, email_phone, up, "--@ grade exact\nALTER TABLE nobody DROP COLUMN phone") ==
        "V0504: the down of `draft_step` fails: statement 1 `ALTER TABLE nobody DROP COLUMN phone`: no such "
        "table: "
        "nobody\n"
        "help: mend it, or grade it `--@ grade none`\n");
    REQUIRE(told(email, email_phone, up, "--@ grade exact\nALTER TABLE users RENAME COLUMN phone TO fax") ==
            "V0504: the down of `draft_step` fails: the structure it leaves is not the one that was proved: "
            "altered table "
            "users: expected `CREATE TABLE users ( id INTEGER PRIMARY KEY , email TEXT NOT NULL )`, found "
            "`CREATE TABLE users ( id INTEGER PRIMARY KEY , email TEXT NOT NULL , fax TEXT )`\n"
            "help: mend it, or grade it `--@ grade none`\n");
    REQUIRE(told(email, email_phone, up, "--@ grade none") == "");
}

TEST_CASE("a down that is graded exact must bring every value back") {
    const char* up = "UPDATE users SET email = lower(email)";
    REQUIRE(told(email, email, up, "--@ grade exact\nSELECT 1") ==
            "V0505: the down of `draft_step` is graded `exact`, but does not restore `users.email`\n"
            "help: restore it, or name it in `--@ grade loses …`\n");
    REQUIRE(told(email, email, up, "--@ grade loses users.email\nSELECT 1") == "");
    REQUIRE(told(email_phone, email_phone, "UPDATE users SET phone = NULL, email = lower(email)",
                 "--@ grade loses users.email\nSELECT 1") ==
            "V0505: the down of `draft_step` is graded `loses`, but does not restore `users.phone`\n"
            "help: restore it, or name it in `--@ grade loses …`\n");
}

TEST_CASE("a down that is graded exact must keep what was written since") {
    const char* up = "ALTER TABLE users ADD COLUMN phone TEXT";
    REQUIRE(
        told(email, email_phone, up, "--@ grade exact\nALTER TABLE users DROP COLUMN phone") ==
        "V0504: the down of `draft_step` fails: the column `users.phone` would be gone with its values, and "
        "nothing "
        "declares it: add `--@ lose users.phone` if that is meant\n"
        "help: mend it, or grade it `--@ grade none`\n");
    REQUIRE(told(email, email_phone, up,
                 "--@ grade loses users.phone\nALTER TABLE users DROP COLUMN phone") == "");
    REQUIRE(
        told(email, email, "UPDATE users SET email = email || 'x'",
             "--@ grade exact\nUPDATE users SET email = substr(email, 1, length(email) - 1)") ==
        "V0506: the down of `draft_step` is graded `exact`, but loses `users.email` of rows written since\n"
        "help: keep it, or name it in `--@ grade loses …`\n");
}

TEST_CASE("a loss that the grade does not name is caught in a draft and in a frozen revision") {
    const char* up = "ALTER TABLE users ADD COLUMN phone TEXT";
    const char* down = "--@ grade exact\n--@ lose users.phone\nALTER TABLE users DROP COLUMN phone";
    REQUIRE(told(email, email_phone, up, down) ==
            "V0514: the down of `draft_step` declares the loss of `users.phone`, which its `--@ grade exact` "
            "does not name\n"
            "help: write `--@ grade loses users.phone`\n");
    REQUIRE(rehearsed({initial(email), test::revision("0002", "step", up, down, email_phone),
                       test::draft("more", "SELECT 1", "", email_phone)}) ==
            "V0514: the down of `0002_step` declares the loss of `users.phone`, which its `--@ grade exact` "
            "does not name\n"
            "help: write `--@ grade loses users.phone`\n");
}

TEST_CASE("rows that the up inserts go with the down, or the down says so") {
    const char* up = "INSERT INTO users (id, email) VALUES (77, 'root')";
    REQUIRE(told(email, email, up, "--@ grade exact\nSELECT 1") ==
            "V0505: the down of `draft_step` is graded `exact`, but does not restore the number of rows of "
            "`users` (6 "
            "before, 7 after)\n"
            "help: restore it, or name it in `--@ grade loses …`\n");
    REQUIRE(told(email, email, up, "--@ grade loses users\nDELETE FROM users WHERE id = 77") == "");
}

TEST_CASE("a loss that names nothing is a misspelt one") {
    REQUIRE(told(email, email_phone, "ALTER TABLE users ADD COLUMN phone TEXT",
                 "--@ grade loses users.fone\nALTER TABLE users DROP COLUMN phone") ==
            "V0507: the down of `draft_step` says that it loses `users.fone`, which is neither in the schema "
            "before it nor "
            "after\n"
            "help: name a table, or a column as `<table>.<column>`\n");
}

TEST_CASE("a step that fails on rows that the schema allows is a warning, and an error where none fit") {
    Schema strict = email;
    strict.tables[0].columns[1].checks.push_back({{"email_given", true}, "(email <> '')", {}});
    const std::string up =
        rebuilt(strict, "INSERT INTO varve_new_users (id, email) SELECT id, email FROM users;");
    REQUIRE(
        told(email, strict, up) ==
        "warning V0511: the up of `draft_step` fails on a database in which `(email <> '')` is false of a "
        "row of `users`: check `email_given` is new\n"
        "help: mend such rows first, with a statement of its own in up.sql\n");
    REQUIRE(told(email, strict, "DELETE FROM users WHERE email = '';\n--@ lose users\n" + up) == "");
    REQUIRE(
        told(email, email, "SELECT CASE WHEN EXISTS (SELECT 1 FROM users) THEN json('no') END") ==
        "V0501: the up of `draft_step` fails on a populated database: statement 1 `SELECT CASE WHEN EXISTS "
        "( SELECT 1 "
        "FROM users ) THEN json ( 'no' ) END`: malformed JSON\n"
        "help: if it expects certain rows, insert them in its proof.sql\n");
}

TEST_CASE(
    "a copy by hand that a constraint refuses generated rows in is a warning, if rows are not at stake") {
    Schema strict = email;
    strict.tables[0].columns[1].checks.push_back({{"email_given", true}, "(email <> '')", {}});
    const std::string create = sqlite::render_table(strict, strict.tables[0], "fresh") + ";\n";
    REQUIRE(told(email, strict,
                 create + "INSERT INTO fresh (id, email) SELECT id, email FROM users;\n"
                          "DROP TABLE users; ALTER TABLE fresh RENAME TO users;") ==
            "warning V0511: the up of `draft_step` fails where rows stand that the schema before it allows: "
            "statement 2 `INSERT INTO fresh ( id , email ) SELECT id , email FROM users`: CHECK constraint "
            "failed: email_given\n"
            "help: mend such rows first, with a statement of its own in up.sql\n");
    Schema two = email;
    two.tables.push_back(table("copies", {column("email", TypeKind::text)}));
    REQUIRE(
        told(two, two, "INSERT INTO copies (id, email) SELECT id, NULL FROM users") ==
        "warning V0511: the up of `draft_step` fails where rows stand that the schema before it allows: "
        "statement 1 `INSERT INTO copies ( id , email ) SELECT id , NULL FROM users`: NOT NULL constraint "
        "failed: copies.email\n"
        "help: mend such rows first, with a statement of its own in up.sql\n");
    REQUIRE(
        told(two, two, "INSERT INTO copies (id, email) SELECT id, email FROM users") ==
        "V0501: the up of `draft_step` fails on a populated database: statement 1 `INSERT INTO copies ( id "
        ", email ) SELECT id , email FROM users`: UNIQUE constraint failed: copies.id\n"
        "help: if it expects certain rows, insert them in its proof.sql\n");
    REQUIRE(
        told(two, two, "INSERT INTO copies (id, email) VALUES (1000, NULL)") ==
        "V0501: the up of `draft_step` fails: statement 1 `INSERT INTO copies ( id , email ) VALUES ( 1000 "
        ", NULL )`: NOT NULL constraint failed: copies.email\n"
        "help: mend it: it must run on new databases and on old ones, and make what its schema.varve "
        "says\n");
}

TEST_CASE("a new reference is rehearsed on rows that resolve, and a draft is warned of those that do not") {
    const auto made = [](bool nullable, bool refers) {
        Schema both =
            schema({table("users", {column("team_id", TypeKind::int64, nullable)}), table("teams")});
        if (refers)
            both.tables[0].foreign_keys.push_back(
                {{"team", true}, {"team_id"}, "teams", {"id"}, "", "", Deferral::none, {}, "", false, false});
        return both;
    };
    for (const bool nullable : {false, true}) {
        const Schema to = made(nullable, true);
        const std::string step =
            rebuilt(to, "INSERT INTO varve_new_users (id, team_id) SELECT id, team_id FROM users;");
        REQUIRE(told(made(nullable, false), to, step) ==
                "warning V0511: the up of `draft_step` fails on a database in which a row of `users` has a "
                "`team_id` that no row of `teams` has: foreign key `team` is new\n"
                "help: mend such rows first, with a statement of its own in up.sql\n");
    }
}

TEST_CASE("proof rows take the place of generated ones, and live on") {
    Schema docs = schema({table("docs", {column("body", TypeKind::text)})});
    Schema titled = docs;
    titled.tables[0].columns.push_back(column("title", TypeKind::text, true));
    RevisionSource step =
        test::draft("step",
                    "ALTER TABLE docs ADD COLUMN title TEXT;"
                    "UPDATE docs SET title = json_extract(body, '$.title')",
                    "--@ grade loses docs.title\nALTER TABLE docs DROP COLUMN title", titled);
    REQUIRE(
        rehearsed({initial(docs), step}) ==
        "V0501: the up of `draft_step` fails on a populated database: statement 2 `UPDATE docs SET title = "
        "json_extract "
        "( body , '$.title' )`: malformed JSON\n"
        "help: if it expects certain rows, insert them in its proof.sql\n");
    step.proof = "INSERT INTO docs (id, body) VALUES (1, '{\"title\": \"a\"}');\n";
    REQUIRE(rehearsed({initial(docs), step}) == "");
    step.proof = "INSERT INTO nothing VALUES (1);\n";
    REQUIRE(
        rehearsed({initial(docs), step}) ==
        "V0509: the proof of `draft_step` fails: cannot run SQL at byte 12: near \"nothing\": syntax error\n"
        "help: its rows must fit the schema as it is before this revision\n");
}

TEST_CASE("a table that cannot be populated is a warning that names it and the way out") {
    Schema odd = email;
    odd.tables[0].columns[1].checks.push_back({{"odd", true}, "(email = hex(zeroblob(9)) || 'K')", {}});
    REQUIRE(told(odd, odd, "SELECT 1") ==
            "warning V0510: the up of `draft_step` is rehearsed without rows in table `users`: no generated "
            "row fits "
            "it (CHECK "
            "constraint failed: odd)\n"
            "help: insert some in its proof.sql\n");
    RevisionSource step = test::draft("step", "SELECT 1", "", odd);
    step.proof = "INSERT INTO users VALUES (1, hex(zeroblob(9)) || 'K');\n";
    REQUIRE(rehearsed({initial(odd), step}) == "");
    step.number = "0002";
    step.directory = "0002_step";
    REQUIRE(rehearsed({initial(odd), step, test::draft("more", "SELECT 1", "", odd)}) == "");
}

TEST_CASE("what the application registers has stand-ins, in every revision that ever asked for it") {
    Schema slugged = email;
    slugged.tables[0].columns[1].collate = "unicase";
    slugged.tables[0].columns[1].checks.push_back({{"slugged", true}, "(slug(email) <> 'root')", {}});
    slugged.requirements = {{Requirement::Kind::collation, "unicase", -1, {}},
                            {Requirement::Kind::function, "slug", 1, {}}};
    const std::string down =
        "--@ grade exact\n" + rebuilt(slugged, "INSERT INTO varve_new_users SELECT * FROM users;");
    REQUIRE(told(slugged, email, rebuilt(email, "INSERT INTO varve_new_users SELECT * FROM users;"), down) ==
            "");

    Schema unsaid = slugged;
    unsaid.requirements.clear();
    REQUIRE(
        rehearsed({initial(unsaid)}) ==
        "V0501: the up of `draft_initial` fails: statement 1 `CREATE TABLE \"users\" ( \"id\" INTEGER "
        "PRIMARY "
        "KEY , \"email\" TEXT NOT NULL …`: no such collation sequence: unicase; `requires` in the schema "
        "declares "
        "what the application registers\n"
        "help: mend it: it must run on new databases and on old ones, and make what its schema.varve says\n");
}

TEST_CASE("a column that an application's function must fill is rehearsed without rows") {
    Schema slugged = email;
    slugged.requirements = {{Requirement::Kind::function, "slug", 1, {}}};
    Column slug = column("slug", TypeKind::text);
    slug.generated = Generated{"(slug(email))", true, {}};
    slugged.tables[0].columns.push_back(slug);
    REQUIRE(
        told(slugged, slugged, "SELECT 1") ==
        "warning V0510: the up of `draft_step` is rehearsed without rows in table `users`: no generated row "
        "fits it (NOT NULL constraint failed: users.slug)\n"
        "help: insert some in its proof.sql\n");
}

TEST_CASE("a failure ends the rehearsal of what stands behind it") {
    REQUIRE(
        rehearsed({initial(email), test::revision("0002", "broken", "SELECT nothing", "", email),
                   test::draft("more", "SELECT nothing", "", email)}) ==
        "V0501: the up of `0002_broken` fails: statement 1 `SELECT nothing`: near \"nothing\": syntax error\n"
        "help: mend it: it must run on new databases and on old ones, and make what its schema.varve says\n");
}

TEST_CASE("the work of a rehearsal grows with the chain as a line") {
    const auto work = [](std::size_t count) {
        std::vector<RevisionSource> revisions = {initial(email)};
        for (std::size_t i = 1; i != count; ++i)
            revisions.push_back(test::revision(std::to_string(i + 1), "step",
                                               "UPDATE users SET email = email", "--@ grade exact\nSELECT 1",
                                               email));
        const VerifiedChain chain = test::verified(test::frozen(std::move(revisions)));
        DiagnosticSink sink;
        const std::clock_t start = std::clock();
        replay(chain, sink);
        REQUIRE(test::told(sink) == "");
        return static_cast<double>(std::clock() - start);
    };
    // Eight times as long; quadratic work would take thirty times as long.
    REQUIRE(work(160) / work(20) < 16);
}

}  // namespace varve::compiler
