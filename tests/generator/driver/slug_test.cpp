#include "generator/driver/slug.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/shop.hpp"

using varve::compiler::slug_of;
using namespace varve::tests;

TEST_CASE("a message gives a name of plain letters", "[slug]") {
    CHECK(slug_of("Add phone to users!") == "add_phone_to_users");
    CHECK(slug_of("  --  ") == "revision");
    CHECK(slug_of(std::string(59, 'a') + " b") == std::string(59, 'a'));
}

TEST_CASE("Latin letters lose their marks, other scripts are left out", "[slug]") {
    CHECK(slug_of("Ünïcode für Straße №7") == "unicode_fur_strasse_7");
    CHECK(slug_of("Żółta Łódź, Đặng Œuvre, ĲSBEER") == "zolta_lodz_dang_oeuvre_ijsbeer");
    CHECK(slug_of("u\u0308ber e\u0301te\u0301") == "uber_ete");
    CHECK(slug_of("добавить phone") == "phone");
    CHECK(slug_of("電話を追加") == "revision");
    CHECK(slug_of("cut \xc3") == "cut");
}

TEST_CASE("a message in any script makes a draft and is kept as it is", "[slug]") {
    const Shop shop;
    REQUIRE(shop.command("revision", {"-m", "電話を追加"}).code == 0);
    CHECK(shop.read("schema/shop.chain/draft_revision/up.sql") == "-- 電話を追加\n");
}

TEST_CASE("a revision has a message", "[slug]") {
    const Shop shop;
    const Outcome outcome = shop.command("revision", {"-m", "  "});
    CHECK(outcome.code == 2);
    CHECK(outcome.err ==
          "error: a revision needs a message\nhelp: varve revision -m \"add phone to users\"\n");
}
