#include "tests/support/catch.hpp"
#include "tests/support/workspace.hpp"

using varve::tests::Outcome;
using varve::tests::Workspace;

namespace {

const std::string head = "schema app { edition 1; target sqlite >= 3.37; chain \"app.chain\" }\n";

std::string t(const std::string& columns) {
    return "table t {\n  id int64 primary key\n  " + columns + "\n}\n";
}

/// A schema and its chain, and a database that follows it.
class Shop {
public:
    explicit Shop(const std::string& items) {
        declare(items);
        seal("first");
    }

    const Workspace& work() const { return work_; }

    void declare(const std::string& items) const { work_.write("app.varve", head + items); }

    Outcome run(std::vector<std::string> arguments) const {
        arguments.insert(arguments.end(), {"--schema", "@app.varve"});
        return work_.varve(std::move(arguments));
    }

    void done(const std::vector<std::string>& arguments) const {
        const Outcome outcome = run(arguments);
        INFO(outcome.out << outcome.err);
        REQUIRE(outcome.code == 0);
    }

    void revise(const std::string& message) const { done({"revision", "--autogenerate", "-m", message}); }

    /// The draft reaches today's schema, can be sealed, and goes up, down and up.
    void rehearse() const {
        CHECK(run({"revision", "--amend"}).out == "nothing to do: the draft reaches today's schema\n");
        done({"freeze"});
        for (const char* way : {"upgrade", "downgrade", "upgrade"})
            done({way, "--db", "@app.db"});
    }

    void seal(const std::string& message) const {
        revise(message);
        done({"freeze"});
        done({"upgrade", "--db", "@app.db"});
    }

    /// What the draft's or the revision's up says between the comments.
    std::string up(const std::string& directory) const {
        return work_.read("app.chain/" + directory + "/up.sql");
    }

private:
    Workspace work_;
};

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a swap is drafted once, frozen and taken back", "[driver]") {
    const Shop shop(t("a text\n  b text\n  index i (a)\n  index j (b)"));
    shop.declare(t("a text was b\n  b text was a\n  index i (b) was j\n  index j (a) was i"));
    shop.revise("swap");
    CHECK(contains(shop.up("draft_swap"), "(\"id\", \"a\", \"b\")\n    SELECT \"id\", \"b\", \"a\"\n"));
    shop.rehearse();
    CHECK(shop.work().read("app.varve") == head + t("a text\n  b text\n  index i (b)\n  index j (a)"));
}

TEST_CASE("swapped tables are drafted once, frozen and taken back", "[driver]") {
    const std::string columns = " {\n  id int64 primary key\n  x text\n}\n";
    const Shop shop("table t" + columns + "table u" + columns);
    shop.declare("table t was u" + columns + "table u was t" + columns);
    shop.revise("swap");
    shop.rehearse();
}

TEST_CASE("a chain of renames is drafted once, frozen and taken back", "[driver]") {
    const std::string columns = " {\n  id int64 primary key\n  x text\n}\n";
    const Shop shop(t("a text\n  b text") + "table u" + columns + "table v" + columns);
    shop.declare(t("b text was a\n  c text was b") + "table v was u" + columns + "table w was v" + columns);
    shop.revise("shift");
    shop.rehearse();
}

TEST_CASE("a hint that was written behind the draft is planned by --amend", "[driver]") {
    const Shop shop(t("a text\n  b text"));
    shop.declare(t("a text\n  b text\n  c text?"));
    shop.revise("more");
    shop.declare(t("a text was b\n  b text was a\n  c text?"));
    shop.done({"revision", "--amend"});
    CHECK(contains(shop.up("draft_more"), "SELECT \"id\", \"b\", \"a\", \"c\"\n"));
    CHECK(shop.run({"revision", "--amend"}).out == "nothing to do: the draft reaches today's schema\n");
    shop.done({"freeze"});
}

TEST_CASE("a value is converted once, whatever is amended", "[driver]") {
    const Shop shop(t("a text"));
    shop.declare(t("a int64 convert (length(a))"));
    shop.revise("count");
    shop.declare(t("a int64 convert (length(a))\n  n int64 = 1 unique"));
    shop.done({"revision", "--amend"});
    const std::string up = shop.up("draft_count");
    const std::string copied = "SELECT \"id\", (length(";
    CHECK(contains(up, copied));
    CHECK(up.find(copied) == up.rfind(copied));
    shop.done({"freeze"});
}
