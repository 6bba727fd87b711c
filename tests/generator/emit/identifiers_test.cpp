#include "generator/emit/identifiers.hpp"

#include "tests/support/catch.hpp"

using namespace varve::compiler;

TEST_CASE("one rule makes C++ names of SQL names") {
    CHECK(identifier("email") == "email");
    CHECK(identifier("user id") == "user_id");
    CHECK(identifier("2fa") == "_2fa");
    CHECK(identifier("class") == "class_");
    CHECK(identifier("co_await") == "co_await_");
    CHECK(identifier("NULL") == "NULL_");
    CHECK(identifier("std") == "std_");
    CHECK(identifier("") == "_");
    CHECK(identifier("caf\xC3\xA9") == "caf__");
}

TEST_CASE("a type's name begins its words with capitals") {
    CHECK(type_identifier("post_tags") == "PostTags");
    CHECK(type_identifier("URLs") == "URLs");
    CHECK(type_identifier("2fa codes") == "_2faCodes");
    CHECK(type_identifier("$") == "_");
}
