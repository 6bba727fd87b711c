// docs/plans.md, as it stands, is what the program says.
#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/support/catch.hpp"
#include "tests/support/workspace.hpp"

using varve::tests::Workspace;

namespace {

/// The blocks of the page in one language, in order.
std::vector<std::string> blocks(const std::string& language) {
    std::ifstream file(VARVE_PLANS_PAGE);
    std::vector<std::string> found;
    bool inside = false;
    for (std::string line; std::getline(file, line);) {
        if (line.rfind("```", 0) == 0) {
            inside = line == "```" + language;
            if (inside) found.emplace_back();
        } else if (inside) {
            found.back() += line + '\n';
        }
    }
    return found;
}

}  // namespace

TEST_CASE("the example of docs/plans.md is explained and planned as it says", "[driver]") {
    const Workspace work;
    const std::vector<std::string> schemas = blocks("varve");
    REQUIRE(schemas.size() == 2);
    work.write("shop.varve", schemas[0]);
    const std::vector<std::string> revise{"revision", "--autogenerate", "-m",
                                          "step",     "--schema",       "@shop.varve"};
    REQUIRE(work.varve(revise).code == 0);
    REQUIRE(work.varve({"freeze", "--schema", "@shop.varve"}).code == 0);
    CHECK(work.varve({"diff", "--explain", "--schema", "@shop.varve"}).out ==
          "no difference: the schema is at its chain's head\n");
    work.write("shop.varve", schemas[1]);

    const auto said = work.varve({"diff", "--explain", "--schema", "@shop.varve"});
    CHECK(said.code == 0);
    CHECK(said.out == blocks("text").at(0));
    const auto document =
        nlohmann::json::parse(work.varve({"diff", "--explain", "--json", "--schema", "@shop.varve"}).out);
    CHECK(document["output"] == said.out);
    REQUIRE(document["plan"].size() == 2);
    CHECK(document["plan"][0]["way"] == "edit");
    CHECK(document["plan"][1]["table"] == "items");
    CHECK(document["plan"][1]["cost"] == "rewrite");
    CHECK(document["plan"][1]["cheaper"] == "with `price` behind the other columns ALTER TABLE adds it");
    CHECK(document["plan"][1]["changes"] ==
          nlohmann::json(
              {"+ column items.price int64?", "~ order of columns of items: order_id, price, what"}));

    REQUIRE(work.varve(revise).code == 0);
    // Above it stands what a draft tells its author.
    const std::string up = work.read("shop.chain/draft_step/up.sql");
    const std::string plan = blocks("sql").at(0);
    CHECK(up.substr(up.size() - std::min(up.size(), plan.size())) == plan);
    REQUIRE(work.varve({"freeze", "--schema", "@shop.varve"}).code == 0);
}

TEST_CASE("what stands against a plan stands against its explanation", "[driver]") {
    const Workspace work;
    work.write("shop.varve", blocks("varve").at(0));
    REQUIRE(work.varve({"revision", "--autogenerate", "-m", "step", "--schema", "@shop.varve"}).code == 0);
    REQUIRE(work.varve({"freeze", "--schema", "@shop.varve"}).code == 0);
    work.replace("shop.varve", "note  text?", "note  text");
    const auto said = work.varve({"diff", "--explain", "--schema", "@shop.varve"});
    CHECK(said.code == 1);
    CHECK(said.out == "");
    CHECK(said.err.find("column `orders.note` becomes not null: rows that hold NULL need a value") !=
          std::string::npos);
}
