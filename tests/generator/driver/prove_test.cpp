// A cache of proofs makes a build faster and nothing else: whatever is edited behind a warm one is refused as
// without.
#include "generator/driver/prove.hpp"

#include "generator/history/proof_keys.hpp"
#include "tests/support/shop.hpp"

using namespace varve::compiler;
using namespace varve::tests;

namespace {

const std::vector<const char*> frozen_files{
    "schema/shop.chain/0001_users/up.sql",
    "schema/shop.chain/0001_users/down.sql",
    "schema/shop.chain/0001_users/schema.varve",
    "schema/shop.chain/0001_users/stamp",
    "schema/shop.chain/0002_phone/up.sql",
    "schema/shop.chain/0002_phone/down.sql",
    "schema/shop.chain/0002_phone/schema.varve",
    "schema/shop.chain/0002_phone/stamp",
    "schema/shop.chain/chain.lock",
};

const std::vector<std::string> cached{"--proof-cache", "@cache"};

/// Both say the same, and the same is returned.
Outcome same_outcome(const Shop& shop) {
    const Outcome cold = shop.generate();
    const Outcome warm = shop.generate(cached);
    CHECK(warm.code == cold.code);
    CHECK(warm.err == cold.err);
    return warm;
}

/// What a command of the source tree has loaded, from the cache as far as that goes.
struct Loaded {
    explicit Loaded(const Shop& shop) : cache(shop.path("cache")) {
        REQUIRE(load_project(shop.path(shop_file), cache, project));
    }
    std::vector<std::string> keys() const { return proof_keys(project.chain, project.today.requirements); }

    ProofCache cache;
    Project project;
};

}  // namespace

TEST_CASE("what is edited behind a warm cache is refused as without one", "[prove]") {
    const Shop shop;
    REQUIRE(shop.generate(cached).code == 0);
    for (const char* file : frozen_files) {
        const std::string text = shop.read(file);
        for (std::size_t at = 0; at < text.size(); at += text.size() / 9 + 1) {
            std::string other = text;
            other[at] = text[at] == 'q' ? 'z' : 'q';
            shop.write(file, other);
            INFO(file << " at " << at << ": " << other);
            same_outcome(shop);
        }
        shop.write(file, text + "x");
        INFO(file << " with an x");
        CHECK(same_outcome(shop).code == 1);
        std::filesystem::remove(shop.path(file));
        CHECK(same_outcome(shop).code == 1);
        shop.write(file, text);
        CHECK(same_outcome(shop).code == 0);
    }
}

TEST_CASE("what is added, renamed and copied behind a warm cache is refused as without one", "[prove]") {
    const Shop shop;
    REQUIRE(shop.generate(cached).code == 0);
    const auto first = shop.path("schema/shop.chain/0001_users");
    const auto other = shop.path("schema/shop.chain/0003_users");
    shop.write("schema/shop.chain/0002_phone/proof.sql", "INSERT INTO users (id, email) VALUES (1, 'a');\n");
    CHECK(same_outcome(shop).code == 1);
    std::filesystem::remove(shop.path("schema/shop.chain/0002_phone/proof.sql"));
    std::filesystem::rename(first, other);
    CHECK(same_outcome(shop).code == 1);
    std::filesystem::rename(other, first);
    std::filesystem::copy(first, other);
    CHECK(same_outcome(shop).code == 1);
    std::filesystem::remove_all(other);
    CHECK(same_outcome(shop).code == 0);
}

TEST_CASE("a comment in a frozen file is no change with a warm cache either", "[prove]") {
    const Shop shop;
    REQUIRE(shop.generate(cached).code == 0);
    for (const char* file : {"schema/shop.chain/0001_users/up.sql", "schema/shop.chain/0002_phone/down.sql"})
        shop.write(file, "-- a word more\n" + shop.read(file));
    CHECK(same_outcome(shop).code == 0);
    CHECK(same_outcome(shop).code == 0);
}

TEST_CASE("a draft is rehearsed with every cache", "[prove]") {
    const Shop shop;
    REQUIRE(shop.generate(cached).code == 0);
    shop.replace(shop_file, "  phone text?\n", "  phone text?\n  city text?\n");
    CHECK(same_outcome(shop).code == 0);
    REQUIRE(shop.command("revision", {"--autogenerate", "-m", "city"}).code == 0);
    CHECK(same_outcome(shop).code == 0);
    const char* up = "schema/shop.chain/draft_city/up.sql";
    const std::string good = shop.read(up);
    shop.write(up, good + "UPDATE users SET phone = NULL;\nDELETE FROM users;\n");
    CHECK(same_outcome(shop).code == 1);
    CHECK(same_outcome(shop).code == 1);
    shop.write(up, good);
    shop.write("schema/shop.chain/draft_city/proof.sql", "INSERT INTO nothing VALUES (1);\n");
    CHECK(same_outcome(shop).code == 1);
    std::filesystem::remove(shop.path("schema/shop.chain/draft_city/proof.sql"));
    shop.write("schema/shop.chain/draft_city/down.sql", "--@ grade exact\nSELECT 1;\n");
    CHECK(same_outcome(shop).code == 1);
}

TEST_CASE("a frozen draft is proved behind the proof of those before it", "[prove]") {
    const Shop shop;
    REQUIRE(shop.generate(cached).code == 0);
    shop.replace(shop_file, "  phone text?\n", "  phone text?\n  city text?\n");
    REQUIRE(shop.command("revision", {"--autogenerate", "-m", "city"}).code == 0);
    REQUIRE(shop.command("freeze", cached).code == 0);
    CHECK(same_outcome(shop).code == 0);
    Loaded loaded(shop);
    CHECK(loaded.project.chain.revisions[0].known);
    CHECK(loaded.project.chain.revisions[0].schema.tables.empty());
    CHECK(loaded.project.chain.revisions[2].schema.tables.size() == 1);
    CHECK(loaded.cache.find("proved", loaded.keys()[1]).has_value());
    CHECK(loaded.cache.find("proved", loaded.keys()[2]).has_value());
}

// A forged fact shows that the cache is asked, and what its key holds on to.
TEST_CASE("what is known to be proved is not proved again, whoever says so", "[prove]") {
    const Shop shop;
    Loaded loaded(shop);
    loaded.project.chain.revisions[1].down = "--@ grade exact\nSELECT 1;\n";
    prove(loaded.project, loaded.cache);
    REQUIRE(loaded.project.sink.has_errors());
    CHECK_FALSE(loaded.cache.find("proved", loaded.keys()[1]).has_value());
    loaded.project.sink = DiagnosticSink();
    loaded.cache.keep("proved", loaded.keys()[1], "");
    prove(loaded.project, loaded.cache);
    CHECK_FALSE(loaded.project.sink.has_errors());
}

TEST_CASE("the key of a proof holds on to all that it depends on", "[prove]") {
    const Shop shop;
    Loaded loaded(shop);
    VerifiedChain chain = loaded.project.chain;
    const std::vector<std::string> keys = proof_keys(chain, {});
    CHECK(keys[0] != keys[1]);
    const auto differs = [&](std::size_t from) {
        const std::vector<std::string> now = proof_keys(chain, {});
        CHECK((now[0] != keys[0]) == (from == 0));
        CHECK(now[1] != keys[1]);
        chain = loaded.project.chain;
    };
    for (std::size_t i : {0, 1}) {
        chain.records[i].digest += "0";
        differs(i);
        chain.records[i].ways[0].down += "0";
        differs(i);
        chain.records[i].ways[0].proof += "0";
        differs(i);
    }
    chain.frozen = 1;
    differs(1);
    chain.import.table = "schema_migrations";
    differs(0);
    Requirement function;
    function.kind = Requirement::Kind::function;
    function.name = "slug";
    CHECK(proof_keys(chain, {function})[0] != keys[0]);
}

TEST_CASE("damaged, foreign and missing facts make a build slower and nothing else", "[prove]") {
    const Shop shop;
    REQUIRE(shop.generate(cached).code == 0);
    for (const std::string& name : shop.list("cache")) {
        shop.write("cache/" + name, "varve-fact-1 nonsense\n");
        CHECK(same_outcome(shop).code == 0);
        std::filesystem::remove(shop.path("cache/" + name));
        CHECK(same_outcome(shop).code == 0);
    }
    std::filesystem::remove_all(shop.path("cache"));
    shop.write("cache", "a file where the directory should be");
    CHECK(same_outcome(shop).code == 0);
}
