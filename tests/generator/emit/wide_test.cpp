#include <wide/schema.hpp>

#include "tests/support/catch.hpp"

using wide::Database;
using wide::Transaction;
using wide::Wide;

TEST_CASE("a patch of a table with more columns than its mask has bits") {
    Database db = Database::open({.path = ":memory:"});
    db.write([](Transaction& tx) {
        const auto read = [&] { return std::optional<Wide>(tx.wide.find(1)).value(); };
        tx.wide.insert({.c00 = "zero", .c63 = 63, .c64 = "sixty-four", .c69 = 69});
        CHECK(tx.wide.update(1, {.c01 = 1, .c64 = std::nullopt}));
        CHECK(read().c00 == "zero");
        CHECK(read().c01 == 1);
        CHECK(read().c62 == std::nullopt);
        CHECK(read().c63 == 63);
        CHECK(read().c64 == std::nullopt);
        CHECK(read().c69 == 69);
        CHECK(tx.wide.update(1, {.c62 = "alone", .c63 = std::nullopt, .c69 = 70}));
        CHECK(read().c62 == "alone");
        CHECK(read().c63 == std::nullopt);
        CHECK(read().c69 == 70);
        CHECK(tx.wide.upsert({.id = 1}, {.c01 = std::nullopt, .c68 = "upserted"}) == 1);
        CHECK(read().c01 == std::nullopt);
        CHECK(read().c68 == "upserted");
        std::vector<Wide::New> rows(100);
        tx.wide.insert_many(rows);
        CHECK(tx.wide.count() == 101);
    });
}
