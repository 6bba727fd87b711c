#include <odd/schema.hpp>

#include "tests/support/catch.hpp"

// A schema unlike the specimen: composite keys, no rowid, no key, odd names, a self reference, a view.
using namespace deep::odd;

namespace {

Database in_memory() {
    return Database::open({.path = ":memory:"});
}

}  // namespace

TEST_CASE("a composite key finds, updates, upserts and erases") {
    Database db = in_memory();
    db.write([](Transaction& tx) {
        tx.post_tags.insert({.post_id = 1, .tag = "Lake"});
        tx.post_tags.insert({.post_id = 1, .tag = "mud", .weight = 4});
        CHECK(tx.post_tags.find({1, "lake"}));  // nocase
        CHECK_FALSE(tx.post_tags.find({2, "lake"}));
        CHECK(tx.post_tags.update({1, "mud"}, {.weight = 5}));
        CHECK_FALSE(tx.post_tags.update({1, "sand"}, {.weight = 5}));
        tx.post_tags.upsert({.post_id = 1, .tag = "MUD"}, {.weight = 6});
        tx.post_tags.upsert({.post_id = 1, .tag = "mud"}, {});
        const std::optional<PostTags> mud = tx.post_tags.find({.post_id = 1, .tag = "mud"});
        REQUIRE(mud);
        CHECK(mud->weight == 6);
        CHECK(tx.post_tags.where(post_tags.weight == -3).count() == 1);
        CHECK(tx.post_tags.erase({1, "lake"}));
        CHECK_FALSE(tx.post_tags.erase({1, "lake"}));
    });
}

TEST_CASE("a table that is all key") {
    Database db = in_memory();
    const Pairs::Key key = db.write([](Transaction& tx) { return tx.pairs.insert({.left = 1, .right = 2}); });
    CHECK(key.left == 1);
    CHECK(key.right == 2);
    db.write([&](Transaction& tx) { CHECK(tx.pairs.erase(key)); });
}

TEST_CASE("words of C++ and members that locals could be called after") {
    Database db = in_memory();
    db.write([](Transaction& tx) {
        const std::int64_t root = tx.class_.insert({.int_ = 1});
        const std::int64_t child =
            tx.class_.insert({.parent_id = root, .int_ = 2, .a_b = "dash", .key = "k", .at = 9});
        CHECK(tx.class_.update(child, {.statement = "changed", .key = std::nullopt}));
        const std::optional<Class> row = tx.class_.find(child);
        REQUIRE(row);
        CHECK(row->parent_id == root);
        CHECK(row->int_ == 2);
        CHECK(row->a_b == "dash");
        CHECK(row->statement == "changed");
        CHECK(row->key == std::nullopt);
        CHECK(row->at == 9);
        CHECK(tx.class_.where(class_.a_b == "dash" && class_.int_ > class_.id).count() == 0);
        CHECK_THROWS_AS(tx.class_.insert({.parent_id = 99, .int_ = 1}), varve::Error);
    });
}

TEST_CASE("a table without any key, an enum with odd values, values of any type") {
    Database db = in_memory();
    const std::byte bytes[] = {std::byte{0}, std::byte{9}};
    db.write([&](Transaction& tx) {
        tx.log.insert({.line = "null"});
        tx.log.insert({.line = "integer", .payload = varve::ValueView::of(std::int64_t{7})});
        tx.log.insert({.line = "real", .payload = varve::ValueView::of(1.5)});
        tx.log.insert({.line = "text", .level = Level::half_done, .payload = varve::ValueView::of("t")});
        tx.log.insert(
            {.line = "blob", .level = Level::new_, .payload = varve::ValueView::of(varve::BlobView(bytes))});
    });
    db.read([](const Snapshot& s) {
        CHECK(s.log.where(deep::odd::log.level == Level::half_done).count() == 1);
        int found = 0;
        for (const Log::View& row : s.log.all()) {
            const Log owned = row;
            if (row.line == "null")
                CHECK(owned.payload == std::nullopt);
            else
                CHECK(row.payload.has_value());
            if (row.line == "integer") CHECK(owned.payload->integer == 7);
            if (row.line == "real") CHECK(owned.payload->real == 1.5);
            if (row.line == "text") CHECK(owned.payload->bytes == "t");
            if (row.line == "blob") CHECK(owned.payload->bytes == std::string("\0\x09", 2));
            ++found;
        }
        CHECK(found == 5);
    });
    CHECK(to_string(Level::half_done) == "half-done");
    Level level{};
    CHECK(from_string("new", level));
    CHECK_FALSE(from_string("half_done", level));
}

TEST_CASE("a key and defaults that the database computes; a generated column") {
    Database db = in_memory();
    db.write([](Transaction& tx) {
        const std::string made = tx.tokens.insert({});
        CHECK(made.size() == 16);
        CHECK(tx.tokens.insert({.id = "mine", .note = std::nullopt}) == "mine");
        CHECK(std::optional<Tokens>(tx.tokens.find("mine"))->twice == std::nullopt);
        const std::string upserted = tx.tokens.upsert({.id = "mine"}, {.note = "x"});
        CHECK(upserted == "mine");
        CHECK(std::optional<Tokens>(tx.tokens.find(made))->note == "NONE");
        CHECK(std::optional<Tokens>(tx.tokens.find(made))->twice == "NONENONE");
        CHECK(std::optional<Tokens>(tx.tokens.find("mine"))->twice == "xx");
    });
}

TEST_CASE("a view is read like a table") {
    Database db = in_memory();
    db.write([](Transaction& tx) {
        const PostTags::New rows[] = {
            {.post_id = 1, .tag = "a"}, {.post_id = 2, .tag = "a"}, {.post_id = 1, .tag = "b"}};
        tx.post_tags.insert_many(rows);
        CHECK(tx.heavy_tags.count() == 2);
    });
    db.read([](const Snapshot& s) {
        for (const HeavyTags::View& row : s.heavy_tags.where(heavy_tags.posts > 1)) {
            CHECK(row.tag == "a");
            CHECK(row.posts == 2);
        }
    });
}

TEST_CASE("names that are no identifiers") {
    Database db = in_memory();
    const varve::Uuid id = varve::Uuid::random();
    db.write([&](Transaction& tx) {
        tx._2fa_codes.insert({.user_id = id, ._code = "1.50", .View_ = "2024-02-29"});
        CHECK(tx._2fa_codes.update(id, {.New_ = "{}"}));
        const std::optional<Code> code = tx._2fa_codes.find(id);
        REQUIRE(code);
        CHECK(code->_code == "1.50");
        CHECK(code->New_ == "{}");
        CHECK(code->View_ == "2024-02-29");
    });
}
