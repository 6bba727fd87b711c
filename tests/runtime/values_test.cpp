#include <varve/chrono.hpp>
#include <varve/uuid.hpp>
#include <varve/value.hpp>

#include "tests/support/catch.hpp"

using namespace varve;

TEST_CASE("a uuid is read and written in its one form") {
    const std::optional<Uuid> uuid = Uuid::parse("6BA7b810-9dad-11d1-80b4-00c04fd430c8");
    REQUIRE(uuid);
    CHECK(uuid->bytes[0] == 0x6b);
    CHECK(uuid->bytes[15] == 0xc8);
    CHECK(uuid->str() == "6ba7b810-9dad-11d1-80b4-00c04fd430c8");
    CHECK(Uuid().str() == "00000000-0000-0000-0000-000000000000");
    for (const char* none : {"", "6ba7b8109dad11d180b400c04fd430c8", "6ba7b810-9dad-11d1-80b4-00c04fd430c",
                             "6ba7b810-9dad-11d1-80b4-00c04fd430cg", "6ba7b810+9dad-11d1-80b4-00c04fd430c8",
                             "{6ba7b810-9dad-11d1-80b4-00c04fd430c}"})
        CHECK_FALSE(Uuid::parse(none));
}

TEST_CASE("a random uuid is of version 4, and no two are the same") {
    const Uuid one = Uuid::random();
    const Uuid two = Uuid::random();
    CHECK(one != two);
    CHECK(one.str()[14] == '4');
    CHECK(std::string("89ab").find(one.str()[19]) != std::string::npos);
    CHECK(Uuid::parse(one.str()) == one);
}

TEST_CASE("a time point is rounded towards the past") {
    using namespace std::chrono;
    CHECK(to_timestamp(sys_time<microseconds>(microseconds(1999))).milliseconds == 1);
    CHECK(to_timestamp(sys_time<microseconds>(microseconds(-1))).milliseconds == -1);
    CHECK(to_timestamp(to_time_point(Timestamp{-7})) == Timestamp{-7});
    CHECK(Timestamp{1} < Timestamp{2});
}

TEST_CASE("a value owns what its view looks at") {
    Value value;
    {
        const std::string text = "a text that is too long to stand in the string itself";
        value = ValueView::of(text);
    }
    CHECK(value.kind == ValueKind::text);
    CHECK(ValueView(value).bytes == "a text that is too long to stand in the string itself");
    CHECK(Value(ValueView::of(std::int64_t{3})) == Value(ValueView::of(std::int64_t{3})));
    CHECK_FALSE(ValueView::of(1.0) == ValueView::of(std::int64_t{1}));
}
