#include "runtime/command_line/target.hpp"

#include "runtime/command_line/command_error.hpp"
#include "tests/support/catch.hpp"

using namespace varve;
using namespace varve::detail;

namespace {

Revision revision(std::string_view parent, std::string_view digest, std::string_view name,
                  std::string_view number) {
    Revision made;
    made.digest = digest;
    made.parents = parent;
    made.name = name;
    made.number = number;
    return made;
}

// Two ids share digits and two revisions a name, on purpose.
const Revision revisions[] = {
    revision("", "abcd1111aaaa000000000000", "init", "0001"),
    revision("abcd1111aaaa000000000000", "abcd2222bbbb000000000000", "twice", "0002"),
    revision("abcd2222bbbb000000000000", "0123456789ab000000000000", "twice", "0003"),
    revision("0123456789ab000000000000", "ffff000000ab000000000000", "add-phone", "0004"),
};

const Chain chain = [] {
    Chain made;
    made.schema = "content";
    made.revisions = revisions;
    made.count = std::size(revisions);
    return made;
}();

Place resolve(std::string_view text, Place current = 2) {
    return resolve_target(chain, text, [current] { return current; });
}

std::string refusal(std::string_view text, Place current = 2) {
    try {
        resolve(text, current);
    } catch (const CommandError& error) {
        CHECK(error.exit_code() == exit_usage);
        return error.what();
    }
    return "accepted";
}

}  // namespace

TEST_CASE("every way to name a place") {
    CHECK(resolve("base") == 0);
    CHECK(resolve("head") == 4);
    CHECK(resolve("abcd1") == 1);
    CHECK(resolve("ABCD2222") == 2);
    CHECK(resolve("0123") == 3);
    CHECK(resolve("0123456789ab000000000000") == 3);
    CHECK(resolve("init") == 1);
    CHECK(resolve("add-phone") == 4);
    CHECK(resolve("+1") == 3);
    CHECK(resolve("+0") == 2);
    CHECK(resolve("-2") == 0);
    CHECK(resolve("abcd1+2") == 3);
    CHECK(resolve("head-3") == 1);
    CHECK(resolve("base+1") == 1);
    CHECK(resolve("add-phone-1") == 3);
}

TEST_CASE("where the database stands is asked only when it matters") {
    const auto never = []() -> Place { throw std::logic_error("asked"); };
    CHECK(resolve_target(chain, "head-1", never) == 3);
    CHECK_THROWS_AS(resolve_target(chain, "+1", never), std::logic_error);
}

TEST_CASE("what names no place is refused with the way out") {
    CHECK(refusal("nope") == "no revision `nope` in the chain of content: `history` lists them");
    CHECK(refusal("abc") ==
          "no revision `abc` in the chain of content (an id needs 4 digits and more): `history` lists them");
    CHECK(
        refusal("init:head") ==
        "`init:head` is a range, which `upgrade` and `downgrade` take with `--sql`, and `history` with `-r`: "
        "name one revision");
    CHECK(refusal("") == "no revision `` in the chain of content: `history` lists them");
    CHECK(refusal("nope+1") == "no revision `nope` in the chain of content: `history` lists them");
    CHECK(refusal("+") ==
          "no revision `+` in the chain of content (an id needs 4 digits and more): `history` lists them");
    CHECK(refusal("+99999999999999999999999") ==
          "no revision `+99999999999999999999999` in the chain of content: `history` lists them");
    CHECK(refusal("0004") ==
          "`0004` is a directory's number, which may repeat: name it by id or name, 0004 `add-phone` "
          "(ffff000000ab)");
    CHECK(refusal("abcd") ==
          "`abcd` names 2 revisions; give more digits of the id of the one you mean:\n  0001 `init` "
          "(abcd1111aaaa)\n  "
          "0002 `twice` (abcd2222bbbb)");
    CHECK(refusal("twice") ==
          "`twice` names 2 revisions; give more digits of the id of the one you mean:\n  0002 `twice` "
          "(abcd2222bbbb)\n  "
          "0003 `twice` (0123456789ab)");
    CHECK(refusal("+3") == "`+3` goes beyond the head: 0002 `twice` (abcd2222bbbb) is 2 below it");
    CHECK(refusal("-3") == "`-3` goes below base: 0002 `twice` (abcd2222bbbb) is 2 above it");
    CHECK(refusal("-1", 0) == "`-1` goes below base: base is 0 above it");
    CHECK(refusal("head+1") ==
          "`head+1` goes beyond the head: 0004 `add-phone` (ffff000000ab) is 0 below it");
}
