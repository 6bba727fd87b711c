#include <sqlite3.h>

#include <memory>
#include <string>

#include "generator/check/sqlite_features.hpp"
#include "tests/support/catch.hpp"

using namespace varve::compiler;

namespace {

struct Close {
    void operator()(sqlite3* db) const { sqlite3_close(db); }
};

/// Whether SQLite runs the script and its last statement gives something.
bool has(std::string_view sample) {
    sqlite3* opened = nullptr;
    sqlite3_open(":memory:", &opened);
    const std::unique_ptr<sqlite3, Close> db(opened);
    const std::string script(sample);
    bool gives = false;
    for (const char* rest = script.c_str(); *rest != '\0';) {
        sqlite3_stmt* statement = nullptr;
        const char* behind = nullptr;
        if (sqlite3_prepare_v2(db.get(), rest, -1, &statement, &behind) != SQLITE_OK) return false;
        gives = sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_type(statement, 0) != SQLITE_NULL;
        if (sqlite3_finalize(statement) != SQLITE_OK) return false;
        rest = behind;
    }
    return gives;
}

bool is_optional(const SqliteFeature& feature) {
    return feature.kind == SqliteFeature::Kind::optional_function ||
           feature.kind == SqliteFeature::Kind::optional_words;
}

std::string names_of(const std::vector<FeatureUse>& uses) {
    std::string names;
    for (const FeatureUse& use : uses)
        names += (names.empty() ? "" : ", ") + std::string(use.feature->name);
    return names;
}

std::string above(std::string_view sql, int floor = 3037000) {
    return names_of(newer_features(sql, floor));
}

}  // namespace

TEST_CASE("the linked SQLite has what the table says of its version, and nothing newer") {
    for (const SqliteFeature& feature : sqlite_features()) {
        INFO(feature.name << ": " << feature.sample);
        CHECK(feature.since > 3037000);
        if (feature.since > sqlite3_libversion_number())
            CHECK_FALSE(has(feature.sample));
        else if (!is_optional(feature))
            CHECK(has(feature.sample));
    }
}

TEST_CASE("every sample is found by its own line of the table") {
    for (const SqliteFeature& feature : sqlite_features()) {
        INFO(feature.name << ": " << feature.sample);
        const bool option = feature.kind == SqliteFeature::Kind::fts5_option;
        const std::string found = option ? names_of(newer_fts5_options(feature.sample, feature.since - 1))
                                         : above(feature.sample, feature.since - 1);
        CHECK((", " + found + ",").find(", " + std::string(feature.name) + ",") != std::string::npos);
        const std::string allowed = option ? names_of(newer_fts5_options(feature.sample, feature.since))
                                           : above(feature.sample, feature.since);
        CHECK((", " + allowed + ",").find(", " + std::string(feature.name) + ",") == std::string::npos);
    }
}

TEST_CASE("what only looks like a newer construct is none") {
    CHECK(above("SELECT 'subsec', date('now'), strftime('%Y %%e', 'now')") == "");
    CHECK(above("SELECT unixepoch, format FROM t -- unixepoch()") == "");
    CHECK(above("INSERT INTO concat (a) VALUES ('->')") == "");
    CHECK(
        above(
            "WITH RECURSIVE median (x) AS (SELECT 1), concat (y) AS NOT MATERIALIZED (SELECT 2) SELECT 1") ==
        "");
    CHECK(above("SELECT sum(a) OVER (PARTITION BY b ORDER BY c), (SELECT a FROM t ORDER BY a)") == "");
    CHECK(above("SELECT coalesce((SELECT a FROM t ORDER BY a), 1)") == "");
    CHECK(above("SELECT RAISE(IGNORE), RAISE(FAIL, 'a')") == "");
    CHECK(above("SELECT a IS NOT b, a NOT NULL FROM t LEFT OUTER JOIN u") == "");
}

TEST_CASE("each construct is told once, where it stands first") {
    const std::string sql = "lower(unixepoch()) || unixepoch('subsec')";
    const std::vector<FeatureUse> uses = newer_features(sql, 3037000);
    REQUIRE(uses.size() == 2);
    CHECK(sql.substr(uses[0].begin, uses[0].end - uses[0].begin) == "unixepoch");
    CHECK(uses[0].begin == 6);
    CHECK(sql.substr(uses[1].begin, uses[1].end - uses[1].begin) == "'subsec'");
    CHECK(newer_features(sql, 3042000).empty());
    CHECK(above(sql, 3038000) == "subsec");
}

TEST_CASE("a text that is no SQL is read to its end") {
    CHECK(above(")))((( unixepoch( ' ") == "");
    CHECK(above("raise(,) iif(,) concat(") == "RAISE, iif 2");
}
