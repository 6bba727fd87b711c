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
