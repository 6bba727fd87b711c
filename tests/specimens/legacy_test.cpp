// The database of an older program: what it says, its accessors, and its way up and down on a real file.
#include <legacy/schema.hpp>

#include <sqlite3.h>

#include <varve/migrate.hpp>

#include "tests/runtime/database_probe.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace legacy;

namespace {

int without_case(void*, int left_size, const void* left, int right_size, const void* right) {
    const std::string a(static_cast<const char*>(left), static_cast<std::size_t>(left_size));
    const std::string b(static_cast<const char*>(right), static_cast<std::size_t>(right_size));
    return sqlite3_stricmp(a.c_str(), b.c_str());
}

void slug(sqlite3_context* context, int, sqlite3_value** values) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(values[0]));
    if (text == nullptr) return;
    std::string made;
    for (const char* c = text; *c != '\0'; ++c)
        made += *c == ' ' ? '-' : *c;
    sqlite3_result_text(context, made.c_str(), -1, SQLITE_TRANSIENT);
}

/// FTS5 hands out its own interface, and with it the tokenizer that it brings.
void register_tokenizer(sqlite3* db) {
    fts5_api* api = nullptr;
    sqlite3_stmt* ask = nullptr;
    sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &ask, nullptr);
    sqlite3_bind_pointer(ask, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
    sqlite3_step(ask);
    sqlite3_finalize(ask);
    void* context = nullptr;
    fts5_tokenizer tokenizer{};
    api->xFindTokenizer(api, "unicode61", &context, &tokenizer);
    api->xCreateTokenizer(api, "plain", context, &tokenizer, nullptr);
}

void register_older(void*, sqlite3* db) {
    sqlite3_create_collation_v2(db, "unicase", SQLITE_UTF8, nullptr, without_case, nullptr);
    sqlite3_create_function_v2(db, "slug", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nullptr,
                               slug, nullptr, nullptr, nullptr);
    register_tokenizer(db);
}

varve::Connection open_older(const std::string& path) {
    return varve::Connection::open({.path = path, .configure = register_older});
}

Database open_today(const std::string& path) {
    return Database::open({.path = path, .configure = register_older});
}

/// As the older program left it: no ledger, a table that is not ours, rows.
void make_older_file(const std::string& path) {
    open_older(path).execute(chain().revisions[0].up.str());
    open_older(path).execute(
        "CREATE TABLE wp_posts(id INTEGER PRIMARY KEY); INSERT INTO wp_posts VALUES (11);"
        "INSERT INTO users(id, email, name) VALUES (4, 'ada@example.org', 'Ada L'), (6, 'bob@example.org', "
        "NULL);"
        "INSERT INTO settings VALUES (NULL, 1), (NULL, 'two'), ('theme', x'00');"
        "INSERT INTO events VALUES (3, 'login', 4, 11); INSERT INTO links VALUES (4, 6);"
        "INSERT INTO notes VALUES (5, 'a varve', NULL); INSERT INTO area VALUES (1, 0, 1);");
}

}  // namespace

TEST_CASE("the file of an older program is adopted, brought forward and taken back", "[specimens]") {
    TempDir dir;
    const std::string path = dir.file("older.db");
    make_older_file(path);
    { Database db = open_today(path); }
    varve::Connection db = open_older(path);
    CHECK(varve::inspect(db, chain()).standing == varve::Standing::at_head);
    CHECK(varve::check(db, chain()).ours.empty());
    CHECK(varve::check(db, chain()).foreign.empty());
    CHECK(varve::check(db, chain()).unmanaged == std::vector<std::string>{"unmanaged table wp_posts"});
    const auto rows = [&] {
        return rows_of(db, "SELECT id, email, name, slug FROM users") + " / " +
               rows_of(db, "SELECT rowid, name, quote(value) FROM settings") + " / " +
               rows_of(db, "SELECT * FROM events") + " / " + rows_of(db, "SELECT * FROM links") + " / " +
               rows_of(db, "SELECT id, title FROM notes");
    };
    const std::string found =
        "4|ada@example.org|Ada L|Ada-L 6|bob@example.org|~|~ / 1|~|1 2|~|'two' 3|theme|X'00' / 3|login|4|11 "
        "/ 4|6 / "
        "5|a varve";
    CHECK(rows() == found);
    CHECK(rows_of(db, "SELECT rowid FROM notes_fts('varve')") == "5");
    CHECK(rows_of(db, "SELECT count(*) FROM area") == "0");
    varve::downgrade(db, chain(), chain().revisions[0].digest, {.allow_loss = true});
    CHECK(rows() == found);
    CHECK(rows_of(db, "SELECT rowid FROM notes_fts('varve')") == "5");
    varve::upgrade(db, chain());
    CHECK(rows() == found);
}

TEST_CASE("accessors over what an older program declared", "[specimens]") {
    TempDir dir;
    const std::string path = dir.file("new.db");
    open_older(path).execute(
        "CREATE TABLE wp_posts(id INTEGER PRIMARY KEY); INSERT INTO wp_posts VALUES (11)");
    Database db = open_today(path);
    db.write([](Transaction& tx) {
        const std::int64_t ada = tx.users.insert({.email = "ada@example.org", .name = "Ada L"});
        const std::int64_t bob = tx.users.insert({.email = "bob@example.org"});
        tx.users.upsert_by_name_email({.email = "ada@example.org", .name = "ADA L"}, {.score = 2.5});
        tx.settings.insert({.value = varve::ValueView::of(std::int64_t{1})});
        tx.settings.insert({.name = "theme", .value = varve::ValueView::of(std::string_view("dark"))});
        tx.settings.insert({.name = "theme", .value = varve::ValueView::of(2.5)});
        tx.events.insert({.id = 30, .kind = "login", .user_id = ada, .post_id = 11});
        CHECK(tx.links.insert({.a = ada, .b = bob}).b == bob);
        tx.notes.insert({.title = "a varve", .body = "one year"});
        tx.execute("INSERT INTO area VALUES (1, 0, 1, 0, 1)");
    });
    db.read([](const Snapshot& s) {
        const std::optional<User> ada = s.users.find_by_email("ada@example.org");
        REQUIRE(ada);
        CHECK(ada->score == 2.5);
        CHECK(ada->slug == "Ada-L");
        CHECK(ada->nick == "nobody");
        CHECK(ada->active == varve::Value(varve::ValueView::of(std::int64_t{1})));
        CHECK(ada->joined->kind == varve::ValueKind::text);
        const std::optional<User> bob = s.users.find_by_email("bob@example.org");
        REQUIRE(bob);
        CHECK(bob->name == "Unknown");
        const std::optional<Setting> theme = s.settings.find("theme");
        REQUIRE(theme);
        CHECK(theme->value == varve::Value(varve::ValueView::of(2.5)));
        CHECK(s.settings.count() == 2);
        CHECK(s.events.where(events.user_id == ada->id).count() == 1);
        CHECK(s.links.find({ada->id, bob->id}));
        CHECK(s.active_users.where(active_users.shout == varve::ValueView::of(std::string_view("UNKNOWN")))
                  .count() == 1);
    });
    CHECK(rows_of(db.connection(), "SELECT title FROM notes_fts('yea*')") == "a varve");
    CHECK_THROWS_AS(db.write([](Transaction& tx) { tx.users.insert({.email = "root"}); }), varve::Error);
    CHECK_THROWS_AS(
        db.write([](Transaction& tx) { tx.events.insert({.id = 31, .kind = "x", .post_id = 12}); }),
        varve::Error);
}

TEST_CASE("what the older program registers must be registered", "[specimens]") {
    TempDir dir;
    const std::string message = message_of([&] { Database::open({.path = dir.file("a.db")}); });
    CHECK(message ==
          "`" + dir.file("a.db") + "`: to apply revision 0001 `as_found` (" +
              std::string(chain().revisions[0].id()) +
              ") failed, and the database is as it was before:\n"
              "  statement 1 `CREATE TABLE \"users\" ( \"id\" INTEGER PRIMARY KEY NOT NULL , \"email\" "
              "VARCH…`: no "
              "such collation sequence: unicase; what an application registers in `configure` exists in that "
              "application only: let it run this, `varve` cannot");
}
