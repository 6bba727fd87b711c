#include "generator/base/suggest.hpp"

#include <array>
#include <string>

#include "tests/support/catch.hpp"

using namespace varve::compiler;

namespace {

constexpr std::array<std::string_view, 4> words{"text", "timestamp", "table", "id"};

}  // namespace

TEST_CASE("the nearest name is suggested") {
    CHECK(did_you_mean("txt", words) == "did you mean `text`?");
    CHECK(did_you_mean("tabel", words) == "did you mean `table`?");
    CHECK(did_you_mean("TEXT", words) == "did you mean `text`?");
    CHECK(did_you_mean("timestmap", words) == "did you mean `timestamp`?");
}

TEST_CASE("what is far from every name gets no suggestion") {
    CHECK(did_you_mean("colour", words).empty());
    CHECK(did_you_mean("x", words).empty());
    CHECK(did_you_mean("", words).empty());
    CHECK(did_you_mean(std::string(100000, 't'), words).empty());
    CHECK(did_you_mean("text", {}).empty());
}
