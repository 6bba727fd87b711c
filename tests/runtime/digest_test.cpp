#include "runtime/src/digest.hpp"

#include <array>
#include <vector>

#include "runtime/src/sha256.hpp"
#include "tests/support/catch.hpp"

using namespace varve::detail;
using namespace std::string_literals;

TEST_CASE("parts are framed by their size, eight bytes, least significant first") {
    const std::array<std::string_view, 2> parts = {"ab", ""};
    CHECK(digest_parts(parts) == sha256_hex("\x02\0\0\0\0\0\0\0ab\0\0\0\0\0\0\0\0"s));
}

TEST_CASE("moving a byte from one part to the next changes the digest") {
    CHECK(revision_digest("", "ab", "c", "") != revision_digest("", "a", "bc", ""));
    CHECK(revision_digest("p", "a", "b", "c") != revision_digest("", "pa", "b", "c"));
}

TEST_CASE("a merge's digest has every crossing's up, in the order of its parents") {
    const auto of = [](std::string_view parents, std::vector<std::string_view> ups) {
        return merge_digest(parents, "both", ups, "table t");
    };
    const std::array<std::string_view, 6> parts = {"varve-merge-1", "p q", "both", "a", "b", "table t"};
    CHECK(of("p q", {"a", "b"}) == digest_parts(parts));
    CHECK(of("p q", {"b", "a"}) != of("p q", {"a", "b"}));
    CHECK(of("q p", {"a", "b"}) != of("p q", {"a", "b"}));
}

TEST_CASE("the digests of a revision, a body and a text") {
    const auto framed = [](std::string_view part) {
        std::string frame(8, '\0');
        frame[0] = static_cast<char>(part.size());
        return frame + std::string(part);
    };
    const std::string up = "CREATE TABLE t ( a );\n";
    CHECK(revision_digest("p q", "init", up, "table t") ==
          sha256_hex(framed("varve-revision-1") + framed("p q") + framed("init") + framed(up) +
                     framed("table t")));
    CHECK(body_digest(up) == sha256_hex(framed("varve-body-1") + framed(up)));
    CHECK(text_digest(up) == sha256_hex(framed("varve-text-1") + framed(up)));
    CHECK(body_digest(up) != text_digest(up));
}
