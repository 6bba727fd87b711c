#include "generator/history/cells.hpp"
#include "generator/history/computed_names.hpp"
#include "generator/history/populate.hpp"
#include "generator/history/replay.hpp"
#include "generator/history/replay_database.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "tests/generator/history/chain_fixture.hpp"
#include "tests/support/catch.hpp"

namespace varve::compiler {
namespace {

const std::vector<Requirement> none;

/// All that an image holds but the ledger, whose times differ.
std::vector<Row> content(const std::string& image) {
    ReplayDatabase database(none);
    database.restore(image);
    std::vector<Row> rows =
        rows_of(database.handle(), "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'varve%'");
    for (const Row& table : rows_of(database.handle(),
                                    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE "
                                    "'varve%' ORDER BY name"))
        for (Row& row : rows_of(database.handle(),
                                "SELECT * FROM \"" + std::get<std::string>(table[0]) + "\" ORDER BY 1"))
            rows.push_back(std::move(row));
    return rows;
}

std::optional<ReplayedPrefix> behind(const ReplayedPrefix& prefix, std::size_t until,
                                     const VerifiedChain& chain) {
    DiagnosticSink sink;
    auto made = replay_behind(prefix, until, chain, sink, nullptr, none);
    CHECK(test::told(sink) == "");
    return made;
}

/// With rows that a proof and an up of its own wrote.
VerifiedChain chain_with_rows() {
    test::FrozenChain chain = test::small_chain();
    std::vector<RevisionSource> revisions = std::move(chain.revisions);
    revisions[1].proof = "INSERT INTO users (id, email) VALUES (17, 'q');\n";
    revisions[0].up += "INSERT INTO users (id, email) VALUES (18, 'r');\n";
    return test::verified(test::frozen(std::move(revisions)));
}

}  // namespace

TEST_CASE("a rehearsal in parts leaves what one in a single go leaves") {
    for (const VerifiedChain& chain : {test::verified(test::small_chain()), chain_with_rows()}) {
        const auto whole = behind({}, 3, chain);
        REQUIRE(whole);
        for (std::size_t cut = 0; cut != 4; ++cut) {
            const auto first = behind({}, cut, chain);
            REQUIRE(first);
            CHECK(first->count == cut);
            CHECK(first->lineages.empty() == (cut == 0));
            const auto parts = behind(*first, 3, chain);
            REQUIRE(parts);
            CHECK(parts->count == 3);
            CHECK(content(parts->lineages.at(0).image) == content(whole->lineages.at(0).image));
            CHECK(content(parts->whole) == content(whole->whole));
        }
    }
}

namespace {

/// `initial`; behind it `add_phone` and `add_posts`, each on a branch of its own; and what follows both.
VerifiedChain merged_chain(const std::string& crossing_from_posts) {
    test::FrozenChain chain = test::small_chain();
    Schema without_phone = chain.revisions[2].schema;
    without_phone.tables[0] = chain.revisions[0].schema.tables[0];
    const Schema all = chain.revisions[2].schema;
    chain.revisions[2].schema = without_phone;
    chain.lock.records[2] = make_record(chain.revisions[2], {chain.lock.records[0].digest});
    chain.revisions[2].stamp = chain.lock.records[2].digest;
    RevisionSource both = test::revision("0004", "both", "", "", all);
    const std::vector<std::string> parents{chain.lock.records[1].digest, chain.lock.records[2].digest};
    const std::string ups[] = {
        "CREATE TABLE \"posts\" (\"id\" INTEGER PRIMARY KEY, \"content\" TEXT NOT NULL)",
        crossing_from_posts};
    const std::string downs[] = {"--@ grade loses posts\nDROP TABLE \"posts\"",
                                 "--@ grade loses users.phone\nALTER TABLE \"users\" DROP COLUMN \"phone\""};
    for (std::size_t i = 0; i != 2; ++i) {
        WaySource& way = both.ways.emplace_back();
        way.parent = parents[i];
        way.directory = "0004_both/from_" + parents[i].substr(0, 12);
        way.up = detail::normalise_sql(ups[i]);
        way.down = detail::normalise_sql(downs[i]);
    }
    chain.lock.records.push_back(make_record(both, parents));
    both.stamp = chain.lock.records.back().digest;
    chain.revisions.push_back(std::move(both));
    return test::verified(std::move(chain));
}

}  // namespace

TEST_CASE("every crossing of a merge is rehearsed on its own parent's line, in parts too") {
    const VerifiedChain chain = merged_chain("ALTER TABLE \"users\" ADD COLUMN \"phone\" TEXT");
    const auto whole = behind({}, 4, chain);
    REQUIRE(whole);
    CHECK(whole->lineages.size() == 1);
    for (std::size_t cut = 0; cut != 5; ++cut) {
        const auto first = behind({}, cut, chain);
        REQUIRE(first);
        CHECK(carries_on(*first, chain));
        CHECK(first->lineages.size() == (cut == 2 ? 2 : cut == 3 ? 2 : cut == 0 ? 0 : 1));
        const auto parts = behind(*first, 4, chain);
        REQUIRE(parts);
        CHECK(content(parts->lineages.at(0).image) == content(whole->lineages.at(0).image));
    }
}

TEST_CASE("a crossing that does not lead to the merge's schema is named by its directory") {
    const VerifiedChain chain = merged_chain("SELECT 1");
    DiagnosticSink sink;
    replay(chain, sink);
    CHECK(test::told(sink).find("V0501: the up of `" + chain.revisions[3].ways[1].directory +
                                "` fails: the structure it leaves is not the one that was proved") == 0);
}

TEST_CASE("a rehearsal behind a prefix tells what is wrong there, and leaves nothing") {
    VerifiedChain chain = test::verified(test::small_chain());
    const auto first = behind({}, 2, chain);
    REQUIRE(first);
    chain.revisions[2].up = "CREATE TABLE other (id);\n";
    DiagnosticSink sink;
    CHECK_FALSE(replay_behind(*first, 3, chain, sink, nullptr, none).has_value());
    CHECK(sink.has_errors());
}

TEST_CASE("what a copy takes over as it is, is not computed with") {
    CHECK(computed_names("") == std::set<std::string>());
    CHECK(computed_names("ALTER TABLE users ADD COLUMN age INTEGER;\nCREATE INDEX i ON users (age);\n") ==
          std::set<std::string>());
    CHECK(computed_names(
              "INSERT INTO varve_new_users (rowid, id, Email, cents) SELECT rowid, id, email, \"Price\" "
              "* 100 FROM users;\n") == std::set<std::string>{"cents", "price"});
    CHECK(computed_names("UPDATE users SET a = b + 1 WHERE c > 2;\n").count("b") == 1);
}

TEST_CASE("columns that nobody computes with hold the ends of their types") {
    using test::column;
    const Schema made =
        test::schema({test::table("t", {column("n", TypeKind::int64), column("r", TypeKind::real),
                                        column("s", TypeKind::text), column("used", TypeKind::int64)})});
    const std::set<std::string> computed{"used"};
    ReplayDatabase database(none);
    database.execute(test::create_all(made));
    REQUIRE(populate(database.handle(), made, {}, &computed).empty());
    const auto count = [&](const std::string& where) {
        return count_of(database.handle(), "SELECT count(*) FROM t WHERE " + where);
    };
    CHECK(count("n = 9223372036854775807") == 1);
    CHECK(count("n = -9223372036854775807 - 1") == 1);
    CHECK(count("r > 1.7e308") == 1);
    CHECK(count("instr(CAST(s AS BLOB), x'00') > 0") == 1);
    CHECK(count("abs(used / 2) > 4611686018427387900") == 0);
    CHECK(count("id < 1") == 0);
}

}  // namespace varve::compiler
