#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/support/catch.hpp"
#include "tests/support/workspace.hpp"

using varve::tests::Outcome;
using varve::tests::Workspace;
namespace fs = std::filesystem;

namespace {

const fs::path cases = fs::path(VARVE_CASES) / "import";

std::string bytes_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

void compare(const std::string& name, const std::string& text) {
    const fs::path expected = cases / (name + ".expected");
    if (std::getenv("VARVE_ACCEPT") != nullptr) std::ofstream(expected, std::ios::binary) << text;
    CHECK(text == bytes_of(expected));
}

Outcome import_case(const Workspace& work, const std::string& name) {
    fs::copy(cases / name, work.path(name), fs::copy_options::recursive);
    return work.varve({"import", "@" + name, "--schema", "@schema/app.varve"});
}

/// All that an import wrote but stamps and snapshots, whose digests the lock holds.
std::string written(const Workspace& work) {
    std::string text = work.read("schema/app.varve");
    for (const std::string& entry : work.list("schema/app.chain")) {
        const std::string path = "schema/app.chain/" + entry;
        if (!fs::is_directory(work.path(path))) continue;
        for (const char* file : {"up.sql", "down.sql", "proof.sql"})
            if (work.exists(path + "/" + file))
                text += "==> " + entry + "/" + file + "\n" + work.read(path + "/" + file);
    }
    return text;
}

std::vector<std::string> folders(bool failing) {
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(cases)) {
        const std::string name = entry.path().filename().string();
        if (entry.is_directory() && (name.rfind("fail_", 0) == 0) == failing) names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

void execute(const fs::path& database, const std::string& sql) {
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open(database.c_str(), &db) == SQLITE_OK);
    CHECK(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(db);
}

}  // namespace

TEST_CASE("chains of every layout become frozen chains that verify", "[import]") {
    const std::vector<std::string> names = folders(false);
    CHECK(names.size() >= 6);
    for (const std::string& name : names) {
        INFO(name);
        const Workspace work;
        const Outcome outcome = import_case(work, name);
        CHECK(outcome.code == 0);
        if (outcome.code != 0) FAIL(outcome.err);
        compare(name, outcome.out + outcome.err + "\n" + written(work));
        const Outcome verified = work.varve({"verify", "--schema", "@schema/app.varve"});
        CHECK(verified.err == "");
        CHECK(verified.code == 0);
        CHECK(work.varve({"diff", "--check", "--schema", "@schema/app.varve"}).code == 0);
    }
}

TEST_CASE("what cannot be imported is refused at its place, and nothing is written", "[import]") {
    const std::vector<std::string> names = folders(true);
    CHECK(names.size() >= 12);
    for (const std::string& name : names) {
        INFO(name);
        const Workspace work;
        const Outcome outcome = import_case(work, name);
        CHECK(outcome.code == 1);
        CHECK(outcome.out == "");
        compare(name, outcome.err);
        CHECK_FALSE(work.exists("schema"));
    }
}

TEST_CASE("a deployed database goes on where the old tool left it", "[import]") {
    const Workspace work;
    fs::copy(cases / "golang_migrate", work.path("migrations"));
    REQUIRE(
        work.varve({"import", "@migrations", "--schema", "@app.varve", "--from", "schema_migrations"}).code ==
        0);
    std::string applied;
    for (const char* step :
         {"0001_create_users", "0002_posts", "0003_rename_title", "0004_drop_body", "0006_phone"})
        applied += work.read("migrations/" + std::string(step) + ".up.sql");
    execute(work.path("app.db"), applied +
                                     "INSERT INTO users (email) VALUES ('Ada@Example.org');"
                                     "CREATE TABLE schema_migrations (version uint64, dirty bool);"
                                     "INSERT INTO schema_migrations VALUES (6, 0);");
    const Outcome upgrade = work.varve({"upgrade", "--schema", "@app.varve", "--db", "@app.db"});
    CHECK(upgrade.err == "");
    CHECK(upgrade.out.find("adopt at 0006 `phone` (") == 0);
    CHECK(upgrade.out.find("\napply 0007 `lower_emails` (") != std::string::npos);
    const Outcome check = work.varve({"check", "--schema", "@app.varve", "--db", "@app.db"});
    CHECK(check.code == 0);
    CHECK(check.out.find("unmanaged table schema_migrations\n") != std::string::npos);
}

TEST_CASE("the map is baked into the application", "[import]") {
    const Workspace work;
    fs::copy(cases / "goose", work.path("goose"));
    REQUIRE(work.varve({"import", "@goose", "--schema", "@app.varve"}).code == 0);
    REQUIRE(work.varve({"generate", "--schema", "@app.varve", "--output", "@out", "--target", "app"}).code ==
            0);
    const std::string text = work.read("out/app/chain.cpp");
    const std::string map = work.read("app.chain/import.map");
    const std::string first = map.substr(map.find("version 1 ") + 10, 64);
    const std::string second = map.substr(map.find("version 2 ") + 10, 64);
    CHECK(text.find(
              "constexpr varve::UnmanagedObject unmanaged[] = {\n    {{\"table\", 5}, {\"goose_db_version\", "
              "16}},\n};\n") != std::string::npos);
    CHECK(text.find("constexpr varve::OldVersion old_versions[] = {\n    {{\"1\", 1}, {\"" + first +
                    "\", 64}},\n    {{\"2\", 1}, {\"" + second + "\", 64}},\n};\n") != std::string::npos);
    CHECK(text.find("    .old_table = {\"goose_db_version\", 16},\n    .old_versions = old_versions,\n"
                    "    .old_version_count = 2,\n") != std::string::npos);
}

TEST_CASE("a map that was edited is refused", "[import]") {
    const Workspace work;
    fs::copy(cases / "goose", work.path("goose"));
    REQUIRE(work.varve({"import", "@goose", "--schema", "@app.varve"}).code == 0);
    work.replace("app.chain/import.map", "version 2 ", "version 3 ");
    const std::string sum =
        work.read("app.chain/import.map").substr(work.read("app.chain/import.map").rfind("sum "));
    CHECK(work.varve({"verify", "--schema", "@app.varve"}).err ==
          "<dir>/app.chain/import.map:5:1: error: the map does not match its own sum: it was edited or cut "
          "short "
          "[V0741]\n"
          "    " +
              sum.substr(0, sum.size() - 1) +
              "\n"
              "    ^~~~~~~~~~~~~~~~~~~~\n"
              "help: restore it: git checkout -- <dir>/app.chain/import.map\n");
}

TEST_CASE("an import never writes over anything, and says what it needs", "[import]") {
    const Workspace work;
    fs::copy(cases / "refinery", work.path("refinery"));
    work.write("app.varve", "mine\n");
    CHECK(work.varve({"import", "@refinery", "--schema", "@app.varve"}).err ==
          "error: <dir>/app.varve is there already; nothing was written\n");
    CHECK(work.read("app.varve") == "mine\n");
    CHECK(work.varve({"import", "@refinery"}).err ==
          "error: where shall it go? name the schema file with --schema, or the schema with --name\n");
    CHECK(work.varve({"import", "@nowhere", "--schema", "@b.varve"}).err ==
          "error: <dir>/nowhere is no folder\n");
    CHECK(work.varve({"import", "@refinery", "--schema", "@b.varve", "--from", "flyway"}).err ==
          "error: `flyway` is no version table that varve reads; it reads schema_migrations, "
          "__diesel_schema_migrations, goose_db_version, alembic_version, refinery_schema_history, "
          "_sqlx_migrations, user_version\n");
    CHECK(work.varve({"import", "@refinery", "--schema", "@class.varve"}).err ==
          "error: `class` cannot name a schema: letters, digits and `_`, not beginning with a digit, and no "
          "word of "
          "C++; name it with --name\n");
    CHECK_FALSE(work.exists("b.varve"));
}
