#include <own/schema.hpp>

#include <exception>
#include <vector>

#include <sqlite3.h>

#include "tests/support/catch.hpp"

// Columns whose values are types of the application's own, of every storage.
using own::Database;
using own::Part;
using own::parts;
using own::Snapshot;
using own::Transaction;
using own::User;
using own::users;

namespace {

Database in_memory() {
    return Database::open({.path = ":memory:"});
}

app::Uid uid(std::uint8_t first) {
    app::Uid made;
    made.bytes[0] = first;
    return made;
}

app::Id<1> ada(Transaction& tx) {
    return tx.users.insert({.email = app::Email("ada@x"), .ticket = app::Ticket{1, 2}});
}

std::string text_of(Database& db, const char* sql) {
    sqlite3_stmt* statement = nullptr;
    REQUIRE(sqlite3_prepare_v2(db.native_handle(), sql, -1, &statement, nullptr) == SQLITE_OK);
    REQUIRE(sqlite3_step(statement) == SQLITE_ROW);
    const std::string text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    return text;
}

template <class Work>
std::string message_of(Work work) {
    try {
        work();
    } catch (const varve::Error& error) {
        return error.what();
    }
    return "nothing was thrown";
}

}  // namespace

TEST_CASE("a value of each storage comes back as it went in") {
    Database db = in_memory();
    db.write([](Transaction& tx) {
        const app::Id<1> id = tx.users.insert({.email = app::Email("ada@x"),
                                               .level = app::Level::high,
                                               .colour = app::Colour::green,
                                               .small = app::Small{-5},
                                               .flag = app::Flag{false},
                                               .weight = app::Grams{1500},
                                               .pixels = app::Pixels{{1, 2, 255}},
                                               .ticket = app::Ticket{1, 2},
                                               .token = app::Token{varve::Uuid{{9}}},
                                               .made = app::Moment{7},
                                               .day = app::Day{2024, 2, 29},
                                               .json = app::Json{"[1]"},
                                               .money = app::Money{1250},
                                               .anyhow = app::Any{"word", 0},
                                               .plain = "as text",
                                               .view = app::Id<2>{5}});
        const std::optional<User> row = tx.users.find(id);
        REQUIRE(row);
        CHECK(row->id == app::Id<1>{1});
        CHECK(row->email == app::Email("ada@x"));
        CHECK(row->level == app::Level::high);
        CHECK(row->colour == app::Colour::green);
        CHECK(row->small == app::Small{-5});
        CHECK(row->flag == app::Flag{false});
        CHECK(row->weight == app::Grams{1500});
        CHECK(row->pixels == app::Pixels{{1, 2, 255}});
        CHECK(row->ticket == app::Ticket{1, 2});
        CHECK(row->token == app::Token{varve::Uuid{{9}}});
        CHECK(row->made == app::Moment{7});
        CHECK(row->day == app::Day{2024, 2, 29});
        CHECK(row->json == app::Json{"[1]"});
        CHECK(row->money == app::Money{1250});
        CHECK(row->anyhow == app::Any{"word", 0});
        CHECK(row->plain == "as text");
        CHECK(row->view == app::Id<2>{5});
    });
    CHECK(text_of(db,
                  "SELECT level || typeof(ticket) || length(ticket) || weight || made || day || hex(pixels) "
                  "|| money FROM users") == "2blob161.570002024-02-290102FF1250");
}

TEST_CASE("what is left out is NULL, or the database's default") {
    Database db = in_memory();
    db.write([](Transaction& tx) {
        const std::optional<User> row = tx.users.find(ada(tx));
        REQUIRE(row);
        CHECK(row->level == app::Level::high);
        CHECK(row->colour == app::Colour::red);
        CHECK(row->flag == app::Flag{true});
        CHECK(row->json == app::Json{"{}"});
        CHECK(row->made.seconds > 1'700'000'000);
        CHECK(row->plain == "x");
        CHECK_FALSE(row->small);
        CHECK_FALSE(row->weight);
        CHECK_FALSE(row->pixels);
        CHECK_FALSE(row->token);
        CHECK_FALSE(row->anyhow);
    });
}

TEST_CASE("own types are keys, looked up, referred to, patched and upserted") {
    Database db = in_memory();
    db.write([](Transaction& tx) {
        const app::Id<1> owner = ada(tx);
        CHECK(tx.users.find_by_email(app::Email("ADA@X")));  // the column's collation is nocase
        CHECK(tx.parts.insert({.id = uid(1), .owner = owner}) == uid(1));
        CHECK(tx.parts.insert({.id = uid(2), .parent = uid(1), .owner = owner}) == uid(2));
        CHECK_FALSE(tx.parts.find(uid(3)));
        CHECK(std::optional<Part>(tx.parts.find(uid(2)))->parent == uid(1));
        CHECK(tx.parts.find_by_of_owner(owner, uid(2)));
        CHECK(tx.parts.update(uid(2), {.parent = std::nullopt, .owner = owner}));
        CHECK_FALSE(std::optional<Part>(tx.parts.find(uid(2)))->parent);
        CHECK(tx.parts.upsert({.id = uid(2), .owner = owner}, {.parent = uid(2)}) == uid(2));
        CHECK(std::optional<Part>(tx.parts.find(uid(2)))->parent == uid(2));
        CHECK(tx.users.upsert_by_email({.email = app::Email("ada@x"), .ticket = app::Ticket{}},
                                       {.level = app::Level::low}) == owner);
        CHECK(std::optional<User>(tx.users.find(owner))->level == app::Level::low);
        CHECK(tx.users.upsert({.id = app::Id<1>{7}, .email = app::Email("b@x"), .ticket = app::Ticket{}},
                              {}) == app::Id<1>{7});

        const own::Links::Key key = tx.links.insert({.part = uid(1), .user = owner});
        CHECK(key.part == uid(1));
        CHECK(tx.links.find({.part = uid(1), .user = owner}));
        CHECK(tx.links.erase(key));
        CHECK(tx.parts.erase(uid(2)));
        CHECK_FALSE(tx.parts.erase(uid(2)));

        tx.addresses.insert(
            {.email = app::Email("long enough to be no small string@x"), .level = app::Level::low});
        CHECK(tx.addresses.update(app::Email("long enough to be no small string@x"),
                                  {.level = app::Level::high}));
        const app::Uid made = tx.made.insert({.note = "n"});
        CHECK(tx.made.find(made));
        CHECK(tx.made.insert({.id = uid(4)}) == uid(4));
    });
}

TEST_CASE("conditions take own types") {
    Database db = in_memory();
    db.write([](Transaction& tx) {
        const app::Id<1> owner = ada(tx);
        std::vector<Part::New> rows;
        for (std::uint8_t i = 1; i != 124; ++i)
            rows.push_back(
                {.id = uid(i), .parent = i > 100 ? std::optional(uid(1)) : std::nullopt, .owner = owner});
        tx.parts.insert_many(rows);
        CHECK(tx.parts.where(parts.id == uid(5)).count() == 1);
        CHECK(tx.parts.where(parts.id != uid(5) && parts.parent == uid(1)).count() == 23);
        CHECK(tx.parts.where(parts.id < uid(5)).count() == 4);
        CHECK(tx.parts.where(parts.id == parts.parent).count() == 0);
        CHECK(tx.parts.where(parts.id.in(uid(5), uid(6), uid(200))).count() == 2);
        const std::vector<app::Uid> wanted{uid(7), uid(8), uid(9)};
        CHECK(tx.parts.where(parts.id.in(wanted)).count() == 3);
        CHECK(tx.parts.where(!parts.id.in(std::vector<app::Uid>{uid(7)})).count() == 122);
        CHECK(tx.parts.where(parts.parent.is_null()).count() == 100);
        int seen = 0;
        for (auto rest = tx.parts.where(parts.owner == owner).order_by(parts.id.desc()).limit(2).offset(1);
             const Part::View& part : rest) {
            CHECK(part.id == uid(static_cast<std::uint8_t>(122 - seen)));
            ++seen;
        }
        CHECK(seen == 2);
        CHECK(tx.users.where(users.level == app::Level::high && users.colour == app::Colour::red).count() ==
              1);
        CHECK(tx.users.where(users.colour.in(app::Colour::green)).count() == 0);
        CHECK(tx.users.where(users.email.like("ADA%") && users.email == app::Email("ada@x")).count() == 1);
        CHECK(tx.users.where(users.day == app::Day{}).count() == 0);  // encoded anew, and copied
        CHECK(tx.parts.erase_where(parts.id > uid(100)) == 23);
        CHECK(tx.owners.where(own::owners.owner == owner).count() == 1);
        for (const own::Owners::View& each : tx.owners.all()) {
            CHECK(each.ticket == app::Ticket{1, 2});
            CHECK(each.parts == 100);
        }
    });
}

TEST_CASE("what a codec refuses to read is told with its table and column") {
    Database db = in_memory();
    db.write([](Transaction& tx) {
        const app::Id<1> id = ada(tx);
        tx.execute("UPDATE users SET email = 'nobody'");
        CHECK(message_of([&] { (void)tx.users.find(id); }) ==
              "the codec of `users.email` refuses what is stored: an address has an `@`");
        CHECK(message_of([&] {
                  for (const User::View& user : tx.users.all())
                      (void)user;
              }) == "the codec of `users.email` refuses what is stored: an address has an `@`");
        tx.execute("UPDATE users SET email = 'a@x', level = 70000");
        CHECK(message_of([&] { (void)tx.users.find(id); }) ==
              "the codec of `users.level` refuses what is stored: the number is none that the enum's "
              "underlying type "
              "holds");
        tx.execute("PRAGMA ignore_check_constraints = 1; UPDATE users SET level = 1, ticket = x'00'");
        CHECK(message_of([&] { (void)tx.users.find(id); }) ==
              "the codec of `users.ticket` refuses what is stored: 16 bytes are expected, and 1 are stored");
        try {
            (void)tx.users.find(id);
        } catch (const varve::Error& error) {
            CHECK(error.sqlite_code() == SQLITE_MISMATCH);
            CHECK_THROWS_AS(std::rethrow_if_nested(error), std::invalid_argument);
        }
        tx.execute("DELETE FROM users");
    });
    CHECK(db.read([](const Snapshot& s) { return s.users.count(); }) == 0);
}

TEST_CASE("what a codec refuses to store leaves the transaction as it was") {
    Database db = in_memory();
    db.write([](Transaction& tx) {
        const app::Id<1> id = ada(tx);
        const std::string refused = "a codec refuses a value for `users`: an address is empty";
        CHECK(message_of([&] { tx.users.insert({.email = app::Email(), .ticket = app::Ticket{}}); }) ==
              refused);
        CHECK(message_of([&] { (void)tx.users.find_by_email(app::Email()); }) == refused);
        CHECK(message_of([&] { (void)tx.users.where(users.email == app::Email()).count(); }) == refused);
        CHECK(message_of([&] { tx.users.update(id, {.email = app::Email()}); }) == refused);
    });
    CHECK(db.read([](const Snapshot& s) { return s.users.count(); }) == 1);
}
