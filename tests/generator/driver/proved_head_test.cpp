#include <string>

#include "tests/support/catch.hpp"
#include "tests/support/workspace.hpp"

using varve::tests::Outcome;
using varve::tests::Workspace;

namespace {

/// A frozen chain whose second revision runs this SQL.
void freeze_with(const Workspace& work, const std::string& sql) {
    work.write("app.varve",
               "schema app {\n  edition 1\n  target sqlite >= 3.37\n  chain \"app.chain\"\n}\n"
               "table notes {\n  id int64 primary key\n  body text\n}\n");
    REQUIRE(work.varve({"revision", "--autogenerate", "-m", "first", "--schema", "@app.varve"}).code == 0);
    REQUIRE(work.varve({"freeze", "--schema", "@app.varve"}).code == 0);
    REQUIRE(work.varve({"revision", "-m", "rows", "--schema", "@app.varve"}).code == 0);
    work.write("app.chain/draft_rows/up.sql", sql);
    work.write("app.chain/draft_rows/down.sql", "--@ grade none\n");
    const Outcome frozen = work.varve({"freeze", "--schema", "@app.varve"});
    CHECK(frozen.err == "");
    REQUIRE(frozen.code == 0);
}

std::string generated(const Workspace& work) {
    const Outcome outcome = work.varve({"generate", "--schema", "@app.varve", "--target", "app", "--output",
                                        "@out", "--proof-cache", "@cache"});
    CHECK(outcome.err == "");
    REQUIRE(outcome.code == 0);
    return work.read("out/app/chain.cpp");
}

}  // namespace

TEST_CASE("a build bakes what new databases are made of", "[driver]") {
    const Workspace work;
    freeze_with(work, "INSERT INTO notes (id, body) VALUES (4, 'a lake');\n");
    const Outcome verify = work.varve({"verify", "--schema", "@app.varve"});
    CHECK(verify.err == "");
    CHECK(verify.out.find("verified and proved: 2 frozen revisions, head ") == 0);
    CHECK(verify.out.find("replay") == std::string::npos);
    const std::string first = generated(work);
    CHECK(first.find(R"("INSERT INTO main.\"notes\"(\"id\", \"body\") VALUES\n")") != std::string::npos);
    CHECK(first.find("    .fresh = {fresh, 1},\n") != std::string::npos);
    CHECK(generated(work) == first);
}

TEST_CASE("verify says why new databases replay the chain, and generate says nothing", "[driver]") {
    const Workspace work;
    freeze_with(work, "INSERT INTO notes (id, body) VALUES (4, datetime('now'));\n");
    const Outcome verify = work.varve({"verify", "--schema", "@app.varve"});
    CHECK(verify.err == "");
    CHECK(verify.out.find("\nnew databases replay the chain: the clock or random numbers decide what `notes` "
                          "holds\n") != std::string::npos);
    CHECK(generated(work).find("fresh") == std::string::npos);
    CHECK(generated(work).find("fresh") == std::string::npos);
}
