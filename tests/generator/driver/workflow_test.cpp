#include <filesystem>

#include "tests/support/catch.hpp"
#include "tests/support/workspace.hpp"

using varve::tests::Outcome;
using varve::tests::Workspace;

namespace {

/// `init` writes below the current directory, as a user's does.
class In {
public:
    explicit In(const Workspace& work) : before_(std::filesystem::current_path()) {
        std::filesystem::current_path(work.path());
    }
    ~In() { std::filesystem::current_path(before_); }

private:
    std::filesystem::path before_;
};

}  // namespace

TEST_CASE("init writes a schema once and never over another", "[driver]") {
    const Workspace work;
    const In here(work);
    CHECK(work.varve({"init", "shop"}).code == 0);
    CHECK(work.read("schema/shop.varve").find("chain   \"shop.chain\"") != std::string::npos);
    const Outcome again = work.varve({"init", "shop"});
    CHECK(again.code == 1);
    CHECK(again.err == "error: schema/shop.varve is there already; nothing was written\n");
}

TEST_CASE("upgrading a chain without frozen revisions says what is missing, and makes no file", "[driver]") {
    const Workspace work;
    const In here(work);
    REQUIRE(work.varve({"init", "shop"}).code == 0);
    Outcome upgrade = work.varve({"upgrade", "--db", "@shop.db"});
    CHECK(upgrade.err == "");
    CHECK(upgrade.out ==
          "nothing to do: the chain has no revision yet: `varve revision --autogenerate -m \"…\"` writes "
          "one\n");
    REQUIRE(work.varve({"revision", "--autogenerate", "-m", "first"}).code == 0);
    upgrade = work.varve({"upgrade", "--db", "@shop.db"});
    CHECK(upgrade.code == 0);
    CHECK(
        upgrade.out ==
        "nothing to do: the chain has no frozen revision yet: `varve freeze` seals the draft, `--draft` runs "
        "it\n");
    CHECK_FALSE(work.exists("shop.db"));
}

TEST_CASE("a draft that ran is taken back with `--draft` only", "[driver]") {
    const Workspace work;
    const In here(work);
    REQUIRE(work.varve({"init", "shop"}).code == 0);
    REQUIRE(work.varve({"revision", "--autogenerate", "-m", "first"}).code == 0);
    REQUIRE(work.varve({"upgrade", "--draft", "--db", "@shop.db"}).code == 0);
    const Outcome current = work.varve({"current", "--db", "@shop.db"});
    CHECK(current.out.find("is at the draft `first` (") != std::string::npos);
    const Outcome refused = work.varve({"upgrade", "--db", "@shop.db"});
    CHECK(refused.code == 4);
    CHECK(refused.err.find("bring it forward with `varve upgrade --draft`") != std::string::npos);
    CHECK(work.varve({"upgrade", "--draft", "--db", "@shop.db"}).out.find("nothing to do: ") == 0);
    std::filesystem::remove_all(work.path("schema/shop.chain/draft_first"));
    const Outcome back = work.varve({"upgrade", "--draft", "--db", "@shop.db"});
    CHECK(back.out.find("take back `first` (") == 0);
    CHECK(back.out.find("\nthe database is at base\n") != std::string::npos);
    CHECK(back.out.find("nothing to do") == std::string::npos);
}
