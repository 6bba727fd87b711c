#include "tests/generator/driver/alembic_writing_rows.hpp"

#include <cstdlib>

#include "tests/generator/driver/team.hpp"
#include "tests/runtime/database_probe.hpp"

namespace varve::tests {
namespace {

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

void add_column(const Shop& shop, const std::string& column) {
    shop.replace(shop_file, "  phone text?\n", "  phone text?\n  " + column + "\n");
}

void run_sql(const Shop& shop, const std::string& database, const std::string& sql) {
    varve::ConnectionOptions options;
    options.path = shop.path(database).string();
    varve::Connection::open(options).execute(sql);
}

void names_schema(const Shop& shop) {
    const std::string heads = shop.varve({"heads", "--schema", "@schema/shop.varve"}).out;
    CHECK(has(heads, " phone (head): phone\n"));
    const Inside here(shop);
    CHECK(shop.varve({"heads"}).out == heads);
}

void tells_version(const Shop& shop) {
    const Outcome version = shop.varve({"--version"});
    CHECK(version.code == 0);
    CHECK(version.out.find("varve ") == 0);
}

void init(const Shop&) {
    const Workspace work;
    const Inside here(work);
    CHECK(work.varve({"init", "store"}).code == 0);
    CHECK(work.list("") == std::vector<std::string>{"schema"});
    CHECK(work.list("schema") == std::vector<std::string>{"store.varve"});
    CHECK(work.varve({"verify"}).code == 0);
}

void revision(const Shop& shop) {
    CHECK(shop.command("revision", {"-m", "fill rows"}).code == 0);
    const std::string draft = "schema/shop.chain/draft_fill_rows";
    CHECK(shop.list(draft) == std::vector<std::string>{"down.sql", "schema.varve", "up.sql"});
    CHECK(shop.read(draft + "/up.sql") == "-- fill rows\n");
    CHECK(shop.read(draft + "/schema.varve") == shop.read("schema/shop.chain/0002_phone/schema.varve"));
}

void autogenerate(const Shop& shop) {
    add_column(shop, "age int64?");
    const Outcome made = shop.command("revision", {"--autogenerate", "-m", "age"});
    CHECK(made.code == 0);
    CHECK(made.out.find("+ column users.age int64?\nwrote <dir>/schema/shop.chain/draft_age\n") == 0);
    CHECK(has(shop.read("schema/shop.chain/draft_age/up.sql"), "ALTER TABLE \"users\" ADD COLUMN \"age\""));
    CHECK(has(shop.read("schema/shop.chain/draft_age/down.sql"), "DROP COLUMN \"age\""));
}

void edit(const Shop& shop) {
    REQUIRE(shop.command("revision", {"-m", "rows"}).code == 0);
    setenv("VISUAL", "sed -i s/rows/more/", 1);
    CHECK(shop.command("edit").code == 0);
    CHECK(shop.command("edit", {"rows"}).code == 0);
    CHECK(shop.command("edit", {"phone"}).code == 4);
    unsetenv("VISUAL");
    CHECK(shop.read("schema/shop.chain/draft_rows/up.sql") == "-- more\n");
}

void amend_and_freeze(const Shop& shop) {
    add_column(shop, "age int64?");
    REQUIRE(shop.command("revision", {"--autogenerate", "-m", "age"}).code == 0);
    add_column(shop, "size int64?");
    CHECK(shop.command("freeze").code == 1);
    CHECK(shop.command("revision", {"--amend"}).code == 0);
    const Outcome frozen = shop.command("freeze");
    CHECK(frozen.code == 0);
    CHECK(frozen.out.find("frozen <dir>/schema/shop.chain/0003_age as ") == 0);
    CHECK(has(shop.read("schema/shop.chain/0003_age/up.sql"), "\"size\" INTEGER"));
    CHECK(has(shop.read("schema/shop.chain/chain.lock"), " name=age "));
}

void templates(const Shop& shop) {
    shop.write("schema/shop.chain/up.template.sql", "-- for ${schema}: ${name}\n");
    shop.write("schema/shop.chain/down.template.sql", "-- back from ${message}\n${sql}-- the end\n");
    REQUIRE(shop.command("revision", {"-m", "fill rows"}).code == 0);
    CHECK(shop.read("schema/shop.chain/draft_fill_rows/up.sql") == "-- fill rows\n-- for shop: fill_rows\n");
    CHECK(shop.read("schema/shop.chain/draft_fill_rows/down.sql") ==
          "-- back from fill rows\n--@ grade none\n-- the end\n");
}

/// `phone` and `nick` on two branches, brought together by git.
void part(const Team& team) {
    team.freeze("phone", with_phone);
    team.git("checkout -q topic");
    team.freeze("nick", with_nick);
    team.merge(with_both);
}

void merge(const Shop&) {
    const Team team(users);
    part(team);
    CHECK(has(team.run({"verify"}).err, "[V0422]"));
    CHECK(team.run({"history"}).code == 0);
    CHECK(team.run({"merge", "-m", "both"}).code == 0);
    CHECK(team.work.list("shop.chain/draft_both").size() == 3);
    CHECK(team.run({"freeze"}).code == 0);
    CHECK(has(team.run({"heads"}).out, " both (head) (mergepoint) <- "));
    CHECK(team.run({"verify"}).code == 0);
}

void amend_frozen(const Shop& shop) {
    REQUIRE(shop.command("supersede", {"phone", "-m", "other way"}).code == 0);
    const std::string up = "schema/shop.chain/draft_other_way/up.sql";
    shop.write(up, shop.read(up) + "UPDATE users SET phone = NULL;\n");
    CHECK(has(shop.command("freeze").out, ", which supersedes "));
    REQUIRE(shop.command("redown", {"users", "-m", "back"}).code == 0);
    const std::string down = "schema/shop.chain/draft_back/down.sql";
    shop.write(down, shop.read(down) + "SELECT 1;\n");
    CHECK(has(shop.command("freeze").out, ", which is the way back from "));
    CHECK(has(shop.command("show", {"phone"}).out, " (superseded)\n"));
    CHECK(has(shop.command("show", {"users"}).out, "SELECT 1;\n"));
}

void rebase(const Shop&) {
    const Team team(users);
    part(team);
    CHECK(without_ids(team.run({"rebase", "--base", "main"}).out) ==
          "0002_nick (id) is now 0003_nick (id)\ncommit the chain directory\n");
    CHECK(team.run({"verify", "--base", "main"}).code == 0);
}

void is_ahead(const Shop& shop) {
    CHECK(shop.command("diff", {"--check"}).code == 0);
    add_column(shop, "age int64?");
    CHECK(shop.command("diff", {"--check"}).code == 3);
    REQUIRE(shop.command("revision", {"--autogenerate", "-m", "age"}).code == 0);
    CHECK(shop.command("diff", {"--check"}).code == 3);
    REQUIRE(shop.command("freeze").code == 0);
    CHECK(shop.command("diff", {"--check"}).code == 0);
}

void unmanaged(const Shop& shop) {
    REQUIRE(shop.command("upgrade", {"--db", "@shop.db"}).code == 0);
    run_sql(shop, "shop.db", "CREATE TABLE geo_places(id INTEGER)");
    shop.write(shop_file, shop.read(shop_file) + "unmanaged table \"geo_*\"\n");
    CHECK(shop.command("diff", {"--check"}).code == 0);
    CHECK(shop.command("diff", {"--db", "@shop.db"}).code == 0);
    const Outcome check = shop.command("check", {"--db", "@shop.db"});
    CHECK(check.code == 0);
    CHECK(check.out.find("left alone: unmanaged table geo_places\n") == 0);
}

void places_chain(const Shop&) {
    const Workspace work;
    work.write("shop.varve",
               "schema shop {\n  edition 1\n  target sqlite >= 3.37\n  chain \"history/of.shop\"\n}\n");
    REQUIRE(work.varve({"revision", "-m", "first", "--schema", "@shop.varve"}).code == 0);
    CHECK(work.list("history/of.shop") == std::vector<std::string>{"draft_first"});
}

void include(const Shop& shop) {
    shop.write("schema/billing.varve", "table bills {\n  id int64 primary key\n}\n");
    shop.write(shop_file, shop.read(shop_file) + "include \"billing.varve\"\n");
    CHECK(shop.command("diff").out == "+ table bills\n");
}

void difference_from_database(const Shop& shop) {
    REQUIRE(shop.command("upgrade", {"--db", "@shop.db"}).code == 0);
    CHECK(shop.command("diff", {"--db", "@shop.db"}).code == 0);
    run_sql(shop, "shop.db", "CREATE INDEX by_phone ON users(phone)");
    const Outcome differs = shop.command("diff", {"--db", "@shop.db"});
    CHECK(differs.code == 3);
    CHECK(differs.out == "- index users.by_phone: (\"phone\")\n");
}

void adopts(const Shop& shop) {
    for (const char* database : {"@with.db", "@without.db"})
        REQUIRE(shop.command("upgrade", {"--db", database}).code == 0);
    run_sql(shop, "with.db", "CREATE INDEX by_phone ON users(phone)");
    add_column(shop, "index by_phone (phone)");
    const Outcome made = shop.command("revision", {"--autogenerate", "-m", "index", "--db", "@with.db"});
    CHECK(has(made.out, "adopts index by_phone: made where it is missing\n"));
    REQUIRE(shop.command("freeze").code == 0);
    for (const char* database : {"@with.db", "@without.db"}) {
        CHECK(shop.command("upgrade", {"--db", database}).code == 0);
        CHECK(shop.command("check", {"--db", database}).code == 0);
    }
}

void verify(const Shop& shop) {
    CHECK(shop.command("verify").out.find("verified and proved: 2 frozen revisions, head ") == 0);
    const std::string commit =
        "cd '" + shop.path().string() +
        "' && (git init -q -b main . && git add -A && git -c user.name=t -c "
        "user.email=t@example.org -c commit.gpgsign=false commit -q -m all) > /dev/null 2>&1";
    REQUIRE(std::system(commit.c_str()) == 0);
    CHECK(shop.command("verify", {"--base", "main"}).code == 0);
    std::string lock = shop.read("schema/shop.chain/chain.lock");
    shop.write("schema/shop.chain/chain.lock", lock.substr(0, lock.rfind('\n', lock.size() - 2) + 1));
    std::filesystem::remove_all(shop.path("schema/shop.chain/0002_phone"));
    const Outcome lost = shop.command("verify", {"--base", "main"});
    CHECK(lost.code == 1);
    CHECK(has(lost.err, "is frozen in `main` and is not in this lock [V0426]"));
}

void reads_schema(const Shop& shop) {
    CHECK(shop.command("lint", {"--check"}).code == 0);
    add_column(shop, "boss int64?   -> users.id");
    const Outcome warned = shop.command("lint", {"--check"});
    CHECK(warned.code == 3);
    CHECK(has(warned.err, "[L101]"));
    CHECK(shop.command("fmt", {"--check"}).code == 3);
    CHECK(shop.command("fmt").code == 0);
    CHECK(shop.command("fmt", {"--check"}).code == 0);
    const Outcome explained = shop.varve({"explain", "L101"});
    CHECK(explained.code == 0);
    CHECK(explained.out.find("L101 ") == 0);
}

void prints(const Shop& shop) {
    CHECK(shop.generate().code == 0);
    CHECK(shop.exists("out/shop/schema.hpp"));
    for (const char* shell : {"bash", "zsh", "fish"})
        CHECK(has(shop.varve({"completion", shell}).out, "downgrade"));
    CHECK(has(shop.varve({"man"}).out, "\n.SS \"varve downgrade\"\n"));
}

void begins_elsewhere(const Shop&) {
    const Workspace work;
    const std::string table = "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);\n";
    varve::ConnectionOptions options;
    options.path = work.path("app.db").string();
    varve::Connection::open(options).execute(table);
    REQUIRE(work.varve({"introspect", "@app.db", "--output", "@found.varve"}).code == 0);
    CHECK(has(work.read("found.varve"), "table users {"));
    work.write("migrations/0001_users.up.sql", table);
    work.write("migrations/0001_users.down.sql", "DROP TABLE users;\n");
    REQUIRE(work.varve({"import", "@migrations", "--schema", "@app.varve"}).code == 0);
    CHECK(has(work.varve({"history", "--schema", "@app.varve"}).out, " users (head)"));
    CHECK(work.varve({"verify", "--schema", "@app.varve"}).code == 0);
}

}  // namespace

std::vector<RowCase<Shop>> writing_rows() {
    return {{"`-c FILE`, `--config`", names_schema},
            {"`--version`", tells_version},
            {"`init`", init},
            {"`revision -m`", revision},
            {"`revision --autogenerate`", autogenerate},
            {"edit the file, `edit REV`", edit},
            {"`varve revision --amend`, `varve freeze`", amend_and_freeze},
            {"`script.py.mako`", templates},
            {"`merge heads -m`", merge},
            {"edit a migration that is out", amend_frozen},
            {"`varve rebase --base main`", rebase},
            {"`check`", is_ahead},
            {"`include_object`, `include_name`", unmanaged},
            {"`version_locations`", places_chain},
            {"several `target_metadata`", include},
            {"`varve diff --db FILE`", difference_from_database},
            {"`varve revision --autogenerate --db FILE`", adopts},
            {"`varve verify`, `varve verify --base REF`", verify},
            {"`varve lint`, `varve fmt`, `varve explain`", reads_schema},
            {"`varve generate`, `varve completion`, `varve man`", prints},
            {"`varve introspect`, `varve import`", begins_elsewhere}};
}

}  // namespace varve::tests
