#include <regex>
#include <varve/command_line.hpp>

#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/directory_list.hpp"
#include "tests/runtime/studio.hpp"
#include "tests/support/catch.hpp"

using namespace varve;

namespace {

/// Times and revisions in names of backups differ from run to run.
std::string timeless(const std::string& text) {
    return std::regex_replace(text, std::regex("[0-9]{8}T[0-9]{6}\\.[0-9]{3}Z-[0-9a-f]+"), "<time>");
}

std::string emails(const Studio& studio) {
    Connection db = Connection::open({.path = studio.path(), .journal_mode = JournalMode::keep});
    return rows_of(db, "SELECT email FROM users");
}

std::filesystem::path directory(const Studio& studio) {
    return std::filesystem::path(studio.path()).parent_path();
}

}  // namespace

TEST_CASE("backup writes a verified copy and restore brings it back") {
    const Studio studio;
    REQUIRE(studio({"upgrade", "init"}).code == 0);
    studio.sql("INSERT INTO users VALUES (1, 'ada')");
    const std::string file = (directory(studio) / "safe").string();
    Outcome outcome = studio({"backup", file});
    CHECK(outcome.err == "");
    CHECK(outcome.out == "backed up to " + file + ": 3 rows in 3 tables, 16,384 bytes\n");
    CHECK(studio({"backup", file}).code == 4);
    studio.sql("DELETE FROM users");
    REQUIRE(studio({"upgrade"}).code == 0);

    outcome = studio({"restore", file});
    CHECK(outcome.err == "");
    CHECK(timeless(outcome.out) ==
          "back up to <db>.<time>.backup\nrestored: the database is at " + studio.name(1) + "\n");
    CHECK(emails(studio) == "ada");
    CHECK(studio({"check"}).code == 3);
    CHECK(studio({"upgrade"}).code == 0);
    CHECK(studio({"check"}).code == 0);
}

TEST_CASE("backups beside the database are as many as were asked for") {
    const Studio studio;
    REQUIRE(studio({"upgrade", "init"}).code == 0);
    for (int i = 0; i != 3; ++i)
        CHECK(timeless(studio({"backup", "--keep", "2"}).out) ==
              "backed up to <db>.<time>.backup: 2 rows in 3 tables, 16,384 bytes\n");
    CHECK(timeless(names_with(directory(studio), ".backup")) ==
          "content.db.<time>.backup content.db.<time>.backup");
    const Outcome none = studio({"backup", "--keep", "0"});
    CHECK(none.code == 2);
    CHECK(none.err ==
          "error: --keep: `0` is no number of backups: at least one stays\n"
          "run `studio --help` for the ways to call it\n");
}

TEST_CASE("upgrade and downgrade back up what they are told to") {
    const Studio studio;
    REQUIRE(studio({"upgrade", "init"}).code == 0);
    CHECK(studio({"upgrade", "--backup=before_destructive"}).out ==
          "apply " + studio.name(2) + "\napply " + studio.name(3) + "\nthe database is at " + studio.name(3) +
              "\n");
    const Outcome outcome = studio({"downgrade", "init", "--allow-loss", "--backup=before_destructive"});
    CHECK(timeless(outcome.out) == "back up to <db>.<time>.backup\ntake down " + studio.name(3) +
                                       "\ntake down " + studio.name(2) + "\nthe database is at " +
                                       studio.name(1) + "\n");
    CHECK(timeless(studio({"upgrade", "--backup", "--keep", "1"}).out)
              .rfind("back up to <db>.<time>.backup\n", 0) == 0);
    CHECK(timeless(names_with(directory(studio), ".backup")) == "content.db.<time>.backup");
    CHECK(studio({"upgrade", "--sql", "--backup"}).err ==
          "error: `--sql` prints a script, which makes no backup: leave out `--backup` and `--keep`\n");
    CHECK(studio({"downgrade", "--keep", "2"}).err ==
          "error: --keep requires --backup\nrun `studio --help` for the ways to call it\n");
    const Outcome wrong = studio({"upgrade", "--backup=sometimes"});
    CHECK(wrong.code == 2);
    CHECK(wrong.err ==
          "error: --backup: `sometimes` is none of `always`, `before_destructive` and `never`\n"
          "run `studio --help` for the ways to call it\n");
}

TEST_CASE("reset asks for the database's name, and leaves a backup") {
    const Studio studio;
    CHECK(studio({"reset", "--yes"}).err == "error: there is no database at `<db>`: `upgrade` makes one\n");
    REQUIRE(studio({"upgrade"}).code == 0);
    studio.sql("INSERT INTO users VALUES (1, 'ada')");
    const std::string question =
        "this empties " + studio.path() + ", and leaves a backup beside it; type content.db to go on: ";
    const auto answering = [&](std::optional<std::string> answer, const std::string& target) {
        const auto adorn = [&](detail::CommandHost& host) {
            host.ask = [&, answer](const std::string& asked) {
                CHECK(asked == question);
                return answer;
            };
        };
        return studio.adorned(adorn, {"reset", target});
    };
    Outcome outcome = answering(std::nullopt, "head");
    CHECK(outcome.code == 4);
    CHECK(
        outcome.err ==
        "error: `reset` empties `<db>`: say `--yes`, or type its name at a terminal; nothing was changed\n");
    outcome = answering("yes", "head");
    CHECK(outcome.code == 4);
    CHECK(outcome.err == "error: that is not `content.db`; nothing was changed\n");
    CHECK(emails(studio) == "ada");
    outcome = answering("content.db", "posts");
    CHECK(outcome.err == "");
    CHECK(timeless(outcome.out) ==
          "back up to <db>.<time>.backup\nreset: the database is at " + studio.name(2) + "\n");
    CHECK(emails(studio) == "");
    CHECK(timeless(studio({"reset", "base", "--yes"}).out) ==
          "back up to <db>.<time>.backup\nreset: the database is at base\n");
    CHECK(studio({"reset", "+1", "--yes"}).err ==
          "error: `reset` begins anew: name a revision, `head` or `base`\n");
}
