#include <studio/schema.hpp>

#include <atomic>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

#include <sqlite3.h>

#include <varve/chrono.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using studio::Database;
using studio::posts;
using studio::Provider;
using studio::sessions;
using studio::Snapshot;
using studio::Status;
using studio::Transaction;
using studio::User;
using studio::users;

namespace {

Database in_memory() {
    return Database::open({.path = ":memory:"});
}

std::vector<std::string> emails(auto&& query) {
    std::vector<std::string> found;
    for (const User::View& user : query)
        found.emplace_back(user.email);
    return found;
}

using Emails = std::vector<std::string>;

/// Three users: a (active, google), b (not active), c (active).
void three(Database& db) {
    db.write([](Transaction& tx) {
        tx.users.insert({.email = "a@x", .provider = Provider::google, .provider_id = "g1"});
        tx.users.insert({.email = "b@x", .password = "secret", .is_active = false});
        tx.users.insert({.email = "c@x"});
    });
}

User user(const Transaction& tx, std::int64_t id) {
    return std::optional<User>(tx.users.find(id)).value();
}

varve::ErrorCode code_of(auto&& work) {
    try {
        work();
    } catch (const varve::Error& error) {
        return error.code();
    }
    FAIL("nothing was thrown");
    return varve::ErrorCode::misuse;
}

}  // namespace

TEST_CASE("a row comes back as it went in, with the database's defaults") {
    Database db = in_memory();
    const varve::Timestamp before = varve::Timestamp::now();
    const std::int64_t id = db.write([](Transaction& tx) {
        return tx.users.insert(
            {.email = "ada@example.org", .provider = Provider::github, .provider_id = "7"});
    });
    const std::optional<User> user =
        db.read([&](const Snapshot& s) -> std::optional<User> { return s.users.find(id); });
    REQUIRE(user);
    CHECK(user->id == id);
    CHECK(user->email == "ada@example.org");
    CHECK(user->password == std::nullopt);
    CHECK(user->is_active);
    CHECK(user->provider == Provider::github);
    CHECK(user->provider_id == "7");
    CHECK(user->created_at >= before);
    CHECK(varve::to_timestamp(varve::to_time_point(user->created_at)) == user->created_at);
    CHECK(db.read([](const Snapshot& s) -> std::optional<User> { return s.users.find(99); }) == std::nullopt);
}

TEST_CASE("a row is found by each of its unique constraints") {
    Database db = in_memory();
    three(db);
    db.read([](const Snapshot& s) {
        const auto by_email = s.users.find_by_email("A@X");  // the column's collation is nocase
        REQUIRE(by_email);
        CHECK(by_email->id == 1);
        const auto by_oauth = s.users.find_by_oauth(Provider::google, "g1");
        REQUIRE(by_oauth);
        CHECK((*by_oauth).email == "a@x");
        CHECK_FALSE(s.users.find_by_oauth(Provider::github, "g1"));
    });
}

TEST_CASE("absent and NULL are two things") {
    Database db = in_memory();
    three(db);
    db.write([](Transaction& tx) {
        CHECK(tx.users.update(2, {.is_active = true}));
        CHECK(user(tx, 2).password == "secret");
        CHECK(tx.users.update(2, {.password = std::nullopt}));
        CHECK(user(tx, 2).password == std::nullopt);
        CHECK(user(tx, 2).is_active);
        CHECK(tx.users.update(2, {}));
        CHECK_FALSE(tx.users.update(99, {.is_active = true}));
        CHECK_FALSE(tx.users.update(99, {}));
    });
}

TEST_CASE("an upsert inserts, or patches what is there, and gives the key") {
    Database db = in_memory();
    three(db);
    db.write([](Transaction& tx) {
        CHECK(tx.users.upsert_by_email({.email = "b@x"}, {.is_active = true}) == 2);
        CHECK(user(tx, 2).is_active);
        CHECK(tx.users.upsert_by_email({.email = "b@x", .password = "other"}, {}) == 2);
        CHECK(user(tx, 2).password == "secret");
        const std::int64_t made = tx.users.upsert_by_email({.email = "d@x"}, {.is_active = false});
        CHECK(user(tx, made).is_active);
        CHECK(tx.users.upsert({.id = made, .email = "e@x"}, {.email = "f@x"}) == made);
        CHECK(user(tx, made).email == "f@x");
    });
}

TEST_CASE("any number of rows is inserted at once") {
    Database db = in_memory();
    std::vector<std::string> addresses;
    for (int i = 0; i != 234; ++i)
        addresses.push_back(std::to_string(i) + "@x");
    for (const std::size_t count : {0U, 1U, 9U, 10U, 99U, 100U, 101U, 234U}) {
        std::vector<User::New> rows;
        for (std::size_t i = 0; i != count; ++i)
            rows.push_back({.email = addresses[i], .provider_id = addresses[i]});
        db.write([&](Transaction& tx) {
            const std::int64_t before = tx.users.count();
            CHECK(tx.users.erase_where(users.id > 0) == before);
            tx.users.insert_many(rows);
        });
        db.read([&](const Snapshot& s) {
            CHECK(s.users.count() == static_cast<std::int64_t>(count));
            std::size_t n = 0;
            for (const User::View& user : s.users.all().order_by(users.id))
                CHECK(user.email == addresses[n++]);
        });
    }
}

TEST_CASE("erasing says whether the row was there") {
    Database db = in_memory();
    three(db);
    db.write([](Transaction& tx) {
        CHECK(tx.users.erase(1));
        CHECK_FALSE(tx.users.erase(1));
        CHECK(tx.users.erase_where(users.is_active == false || users.email == "nobody") == 1);
        CHECK(tx.users.count() == 1);
    });
}

TEST_CASE("conditions mean what they say") {
    Database db = in_memory();
    three(db);
    db.read([](const Snapshot& s) {
        CHECK(emails(s.users.where(users.is_active == true)) == Emails{"a@x", "c@x"});
        CHECK(emails(s.users.where(users.id != 2)) == Emails{"a@x", "c@x"});
        CHECK(emails(s.users.where(users.id < 2)) == Emails{"a@x"});
        CHECK(emails(s.users.where(users.id <= 2 && users.id >= 2)) == Emails{"b@x"});
        CHECK(emails(s.users.where(users.id > 2 || users.password.is_not_null())) == Emails{"b@x", "c@x"});
        CHECK(emails(s.users.where(!(users.id > 2) && users.password.is_null())) == Emails{"a@x"});
        CHECK(emails(s.users.where(users.email.like("%B%"))) == Emails{"b@x"});
        CHECK(emails(s.users.where(users.id.in(1, 3, 7))) == Emails{"a@x", "c@x"});
        CHECK(emails(s.users.where(users.provider.in(Provider::google, Provider::email))) == Emails{"a@x"});
        CHECK(emails(s.users.where(users.provider == Provider::google)) == Emails{"a@x"});
        CHECK(emails(s.users.where(users.email == users.provider_id)) == Emails{});
        CHECK(s.users.where(users.is_active == true).count() == 2);
        CHECK(s.users.where(users.email == "it's").count() == 0);
    });
}

TEST_CASE("one of a list whose length is known when the program runs") {
    Database db = in_memory();
    three(db);
    db.read([](const Snapshot& s) {
        std::vector<std::int64_t> ids;
        for (const std::size_t size : {0U, 1U, 2U, 3U, 5U, 17U, 16384U}) {
            ids.assign(size, 3);
            if (size > 1) ids.front() = 1;
            const Emails expected = size == 0 ? Emails{} : size == 1 ? Emails{"c@x"} : Emails{"a@x", "c@x"};
            CHECK(emails(s.users.where(users.id.in(ids))) == expected);
        }
        ids.push_back(1);
        CHECK(code_of([&] { (void)s.users.where(users.id.in(ids)).count(); }) == varve::ErrorCode::misuse);
        const std::string names[] = {"a@x", "b@x"};
        CHECK(emails(s.users.where(users.email.in(std::span(names)))) == Emails{"a@x", "b@x"});
        CHECK(emails(s.users.where(users.email.in(std::vector<std::string>{"a@x", "nobody"}))) ==
              Emails{"a@x"});
        const std::vector<Provider> google{Provider::google};
        const std::vector<std::int64_t> two_three{2, 3};
        CHECK(s.users.where(users.provider.in(google) || !users.id.in(two_three)).count() == 1);
        CHECK(s.users.where(!(users.provider.in(google)) || users.id.in(two_three)).count() == 2);
    });
}

TEST_CASE("order, limit and offset") {
    Database db = in_memory();
    three(db);
    db.read([](const Snapshot& s) {
        CHECK(emails(s.users.all().order_by(users.email.desc())) == Emails{"c@x", "b@x", "a@x"});
        CHECK(emails(s.users.all().order_by(users.is_active, users.id.desc())) ==
              Emails{"b@x", "c@x", "a@x"});
        CHECK(emails(s.users.where(users.id > 0).order_by(users.id.desc()).limit(2)) == Emails{"c@x", "b@x"});
        CHECK(emails(s.users.all().order_by(users.id).limit(2).offset(1)) == Emails{"b@x", "c@x"});
        CHECK(emails(s.users.all().order_by(users.id).offset(2)) == Emails{"c@x"});
        CHECK(s.users.all().limit(1).count() == 3);
        const auto first = s.users.where(users.id > 1).order_by(users.id.desc()).first();
        REQUIRE(first);
        CHECK(first->email == "c@x");
        CHECK_FALSE(s.users.where(users.id > 9).first());
    });
}

TEST_CASE("a condition owns a text that would end before it") {
    Database db = in_memory();
    three(db);
    db.read([](const Snapshot& s) {
        const std::string long_part(100, 'z');
        for (const User::View& user : s.users.where(users.email != std::string("b@x") + long_part))
            CHECK(user.id > 0);
        CHECK(emails(s.users.where(users.email == (long_part + "b@x").substr(100))) == Emails{"b@x"});
        CHECK(emails(s.users.where(users.email.like((long_part + "b%").c_str() + 100))) == Emails{"b@x"});
    });
}

TEST_CASE("a statement that is in use gets a second one") {
    Database db = in_memory();
    three(db);
    db.read([](const Snapshot& s) {
        int pairs = 0;
        for (const User::View& a : s.users.all())
            for (const User::View& b : s.users.all())
                pairs += a.id != b.id ? 1 : 0;
        CHECK(pairs == 6);
        const auto one = s.users.find(1);
        const auto two = s.users.find(2);
        const auto three_ = s.users.find(3);
        CHECK(one->email == "a@x");
        CHECK(two->email == "b@x");
        CHECK(three_->email == "c@x");
    });
}

TEST_CASE("a range can be left early and begun again") {
    Database db = in_memory();
    three(db);
    db.read([](const Snapshot& s) {
        auto query = s.users.all().order_by(users.id);
        for (const User::View& user : query) {
            CHECK(user.id == 1);
            break;
        }
        CHECK(emails(query).size() == 3);
        CHECK(emails(query).size() == 3);
    });
}

TEST_CASE("what a transaction returns is passed through; a throw rolls back") {
    Database db = in_memory();
    CHECK(db.write([](Transaction&) { return std::string("done"); }) == "done");
    CHECK_THROWS_AS(db.write([](Transaction& tx) {
        tx.users.insert({.email = "a@x"});
        throw std::runtime_error("no");
    }),
                    std::runtime_error);
    CHECK(db.read([](const Snapshot& s) { return s.users.count(); }) == 0);
}

TEST_CASE("a broken constraint is told by name, without values, and the transaction can go on") {
    Database db = in_memory();
    three(db);
    db.write([](Transaction& tx) {
        try {
            tx.users.insert({.email = "a@x"});
            FAIL("nothing was thrown");
        } catch (const varve::Error& error) {
            CHECK(error.code() == varve::ErrorCode::constraint);
            CHECK(error.sqlite_code() == SQLITE_CONSTRAINT_UNIQUE);
            CHECK(std::string(error.what()) ==
                  "`INSERT INTO \"users\" (\"id\", \"email\", \"password\", \"is_active\", \"provider\", …`: "
                  "UNIQUE constraint failed: users.email");
        }
        CHECK(code_of([&] {
                  tx.posts.insert({.user_id = 1, .content = "x", .rating = 1.5});
                  tx.sessions.insert(
                      {.id = varve::Uuid{}, .user_id = 99, .token = "t", .expires_at = varve::Timestamp{1}});
              }) == varve::ErrorCode::constraint);
        tx.users.insert({.email = "d@x"});
    });
    CHECK(db.read([](const Snapshot& s) { return s.users.count(); }) == 4);
}

TEST_CASE("uuids, enums, reals, blobs and cascades") {
    Database db = in_memory();
    three(db);
    const varve::Uuid id = varve::Uuid::random();
    const std::byte picture[] = {std::byte{0}, std::byte{255}, std::byte{7}};
    db.write([&](Transaction& tx) {
        CHECK(tx.sessions.insert({.id = id, .user_id = 1, .token = "t", .expires_at = varve::Timestamp{5}}) ==
              id);
        const auto read = [&](std::int64_t key) {
            return std::optional<studio::Post>(tx.posts.find(key)).value();
        };
        const std::int64_t post = tx.posts.insert({.user_id = 1, .content = "", .cover = picture});
        CHECK(read(post).status == Status::draft);
        CHECK(read(post).content.empty());
        CHECK(read(post).rating == 0.5);
        tx.posts.update(post, {.status = Status::published, .rating = 2, .cover = varve::BlobView{}});
        CHECK(read(post).status == Status::published);
        CHECK(read(post).rating == 2.0);
        CHECK(read(post).cover == varve::Blob{});
        CHECK(tx.posts.where(posts.status == Status::published && posts.rating > 1).count() == 1);
        CHECK(tx.sessions.where(sessions.id == id && sessions.expires_at < varve::Timestamp{6}).count() == 1);
        tx.users.erase(1);
        CHECK_FALSE(tx.sessions.find(id));
    });
}

TEST_CASE("a row that outlives its transaction is refused, and nothing is committed") {
    Database db = in_memory();
    three(db);
    using Row = varve::Found<User>;
    std::unique_ptr<Row> kept;
    CHECK(code_of([&] {
              db.write([&](Transaction& tx) {
                  tx.users.insert({.email = "d@x"});
                  kept = std::unique_ptr<Row>(new Row(tx.users.find(1)));
              });
          }) == varve::ErrorCode::misuse);
    kept.reset();
    CHECK(db.read([](const Snapshot& s) { return s.users.count(); }) == 3);
}

TEST_CASE("a table used after its transaction has ended is refused") {
    Database db = in_memory();
    three(db);
    std::optional<User::Writer> kept;
    db.write([&](Transaction& tx) { kept = tx.users; });
    CHECK(code_of([&] { kept->erase(1); }) == varve::ErrorCode::misuse);
    CHECK(code_of([&] { (void)kept->where(users.id == 1).count(); }) == varve::ErrorCode::misuse);
    CHECK(code_of([&] { kept->update(1, {.is_active = false}); }) == varve::ErrorCode::misuse);
    CHECK(db.read([](const Snapshot& s) { return s.users.where(users.is_active == true).count(); }) == 2);
}

TEST_CASE("a nested transaction and an ended one are misuse") {
    TempDir dir;
    Database db = Database::open({.path = dir.file("a.db")});
    CHECK(code_of([&] { db.write([&](Transaction&) { db.write([](Transaction&) {}); }); }) ==
          varve::ErrorCode::misuse);
    CHECK(code_of([&] { db.write([](Transaction& tx) { tx.execute("COMMIT"); }); }) ==
          varve::ErrorCode::misuse);
    db.write([](Transaction& tx) {
        tx.execute("INSERT INTO users (email) VALUES ('raw@x'); UPDATE users SET is_active = 0");
        CHECK_FALSE(user(tx, 1).is_active);
    });
    CHECK(sqlite3_get_autocommit(db.native_handle()) == 1);
}

TEST_CASE("readers see what is committed, each a moment of its own, on threads of their own") {
    TempDir dir;
    Database db = Database::open({.path = dir.file("a.db"), .readers = 2});
    three(db);
    db.read([&](const Snapshot& before) {
        CHECK(before.users.count() == 3);
        db.write([&](Transaction& tx) {
            tx.users.insert({.email = "d@x"});
            CHECK(db.read([](const Snapshot& s) { return s.users.count(); }) == 3);
        });
        CHECK(before.users.count() == 3);
    });
    std::atomic<int> found = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t != 6; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i != 20; ++i) {
                const std::string email = std::to_string(t) + "-" + std::to_string(i) + "@x";
                db.write([&](Transaction& tx) { tx.users.insert({.email = email}); });
                found += db.read([&](const Snapshot& s) { return s.users.find_by_email(email) ? 1 : 0; });
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    CHECK(found == 120);
    CHECK(db.read([](const Snapshot& s) { return s.users.count(); }) == 124);
}

TEST_CASE("too many readers at once are told so after the deadline") {
    TempDir dir;
    Database db = Database::open({.path = dir.file("a.db"), .busy_deadline_ms = 20, .readers = 1});
    CHECK(code_of([&] { db.read([&](const Snapshot&) { db.read([](const Snapshot&) {}); }); }) ==
          varve::ErrorCode::busy);
    CHECK(db.read([](const Snapshot& s) { return s.users.count(); }) == 0);
}

TEST_CASE("a value that the type does not have is refused where it is read") {
    Database db = in_memory();
    three(db);
    db.write([](Transaction& tx) {
        tx.execute("PRAGMA ignore_check_constraints = 1; UPDATE users SET provider = 'myspace' WHERE id = 1");
        try {
            (void)tx.users.find(1);
            FAIL("nothing was thrown");
        } catch (const varve::Error& error) {
            CHECK(std::string(error.what()) ==
                  "`provider` holds a value that its type does not have, read by `SELECT \"id\", \"email\", "
                  "\"password\", \"is_active\", \"provider\", …`");
        }
    });
}

TEST_CASE("a read-only database that is not at head is refused, one at head is read") {
    TempDir dir;
    CHECK_THROWS_AS(Database::open({.path = dir.file("none.db"), .read_only = true}), varve::Error);
    {
        Database db = Database::open({.path = dir.file("a.db")});
        three(db);
    }
    Database db = Database::open({.path = dir.file("a.db"), .read_only = true});
    CHECK(db.read([](const Snapshot& s) { return s.users.count(); }) == 3);
    CHECK_THROWS_AS(db.write([](Transaction& tx) { tx.users.erase(1); }), varve::Error);
}
