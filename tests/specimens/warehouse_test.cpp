// The accessors and the baked chain of the second specimen.
#include <content/schema.hpp>
#include <warehouse/schema.hpp>

#include "tests/support/catch.hpp"

using namespace depot::db;

TEST_CASE("composite keys, odd names, a trigger and a view of the second specimen", "[specimens]") {
    Database db = Database::open({.path = ":memory:"});
    db.write([](Transaction& tx) {
        tx.bins.insert({.site = "north", .no = 1, .volume = depot::Litres{2.5}});
        tx.bins.insert({.site = "north", .no = 2, .parent_site = "north", .parent_no = 1, .volume = depot::Litres{1.5}});
        tx.order.insert({.class__ = 7, .namespace_ = class_::semi_finished});
        tx.Order_Details.insert({.order = 7, .line = 1, .quantity = 3});
        tx.Order_Details.insert({.order = 7, .line = 2, .dc_language = "en", .quantity = 101});
    });
    db.read([](const Snapshot& s) {
        REQUIRE(s.bins.count() == 2);
        const std::optional<Bin> child = s.bins.find({"north", 2});
        REQUIRE(child);
        CHECK(child->parent_no == 1);
        CHECK(s.bins.where(bins.volume > depot::Litres{2}).count() == 1);
        const std::optional<OrderLine> line = s.Order_Details.find({7, 1});
        REQUIRE(line);
        CHECK(line->dc_language == "de");
        CHECK(line->doubled == 6);
        CHECK(s.journal.where(journal.line == "big; order").count() == 1);
        for (const HeavyBin::View& heavy : s.heavy_bins.all())
            CHECK(heavy.total == depot::Litres{4});
    });
    CHECK_THROWS_AS(
        db.write([](Transaction& tx) { tx.Order_Details.insert({.order = 8, .line = 1, .quantity = 1}); }),
        varve::Error);
    CHECK_THROWS_AS(db.write([](Transaction& tx) {
        tx.bins.insert({.site = "x", .no = 1, .parent_site = "x", .parent_no = 1});
    }),
                    varve::Error);
}

TEST_CASE("the chains of two schemas in one program know each other apart", "[specimens]") {
    CHECK(depot::db::chain().schema == "warehouse");
    CHECK(content::chain().schema == "content");
    varve::Connection connection = varve::Connection::open({.path = ":memory:"});
    varve::upgrade(connection, depot::db::chain());
    CHECK(varve::inspect(connection, content::chain()).standing == varve::Standing::foreign);
    CHECK_THROWS_AS(varve::upgrade(connection, content::chain()), varve::MigrationError);
}
