// One chain for each edition of the language, frozen when the edition was the newest: this varve must read
// and prove them all, and no digest of them may move.
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "generator/base/render.hpp"
#include "generator/driver/files.hpp"
#include "generator/driver/project.hpp"
#include "generator/history/replay.hpp"
#include "tests/support/catch.hpp"

using namespace varve::compiler;
namespace fs = std::filesystem;

namespace {

struct Kept {
    std::string schema;                   ///< "1/edition.varve": the edition and a schema of its time
    std::vector<std::string> ids;         ///< of the revisions, oldest first
    std::vector<std::string> constructs;  ///< each stands in a snapshot

    std::string edition() const { return schema.substr(0, schema.find('/')); }
    fs::path place() const { return fs::path(VARVE_EDITIONS) / schema; }
};

const std::vector<Kept> kept{
    {"1/edition.varve",
     {"97a4d24eafdc", "a75d7fd839c8", "e0f653c64ad2"},
     {"edition 1",
      "target  sqlite >= 3.37",
      "requires collation unicase",
      "requires function bin2b64 (1)",
      "requires function any_number\n",
      "enum Color { red, green, \"dark blue\" }",
      "int64     primary key autoincrement",
      " int32 ",
      " int64? ",
      " bool ",
      " real? ",
      " text ",
      " text(20)? ",
      " blob ",
      " blob(4)? ",
      " blob(32)? ",
      " timestamp ",
      " date ",
      " json ",
      " decimal ",
      " uuid ",
      " any?\n",
      " Color ",
      "= true",
      "= -0.5",
      "= 9223372036854775807",
      "= 'it''s \"quoted\"'",
      "= 'semi;colon'",
      "= sql { x'00ff' }",
      "= sql { Unknown }",
      "= (date('now'))",
      "= current_timestamp",
      ":= (lower(words)) stored",
      ":= (upper(words)) virtual",
      "sqltype \"\"",
      "sqltype \"INTEGER BIGINT(10)\"",
      "primary key on conflict replace",
      "primary key desc",
      "primary key (product, place desc)",
      "primary key scores_pk (player desc, game collate nocase)",
      "not null \"email_given\" on conflict fail",
      "unique by_name (words, color)",
      "on conflict rollback",
      "on conflict ignore",
      "check positive (",
      "collate rtrim",
      "index newest (made desc, (lower(words)) collate nocase) where (color <> 'green')",
      "unique index everything_words_made_id_idx",
      "-> stock (product, place) on delete cascade",
      "-> people ()",
      "-> gone (id) unchecked",
      "on delete set default match full deferrable initially immediate",
      "on delete set null on update cascade deferrable\n",
      "on sqlite strict",
      "on sqlite without rowid",
      "virtual table places using rtree (id, west, east)",
      "content_rowid = 'id'",
      "view codes { code text?, count int64 } = sql {",
      "view newest_people = sql {",
      "trigger fixed before update of code on people sql { WHEN",
      "trigger counted after insert on hens",
      "trigger through instead of delete on newest_people",
      "table select {",
      "\"odd name\""}},
    {"1/unnamed.varve",
     {"e164b7880793", "1a71ea1da6ab"},
     {"constraints unnamed", "  unique (email, age)", "  check (age < 200)",
      "  foreign (boss) -> people (id) on delete set null"}},
};

}  // namespace

TEST_CASE("every edition has its chains, and every chain is listed", "[editions]") {
    std::vector<std::string> found;
    for (const std::string& edition : list_directory(VARVE_EDITIONS))
        for (const std::string& name : list_directory(fs::path(VARVE_EDITIONS) / edition))
            if (name.ends_with(".varve")) found.push_back(edition + '/' + name);
    std::vector<std::string> listed;
    for (const Kept& each : kept)
        listed.push_back(each.schema);
    CHECK(found == listed);
    CHECK(kept.back().edition() == std::to_string(Schema().edition));
}

TEST_CASE("the chains of every edition are proved, and are what was frozen", "[editions]") {
    for (const Kept& each : kept) {
        INFO(each.schema);
        Project project;
        const bool loaded = load_project(each.place(), project);
        INFO(render(project.sink, project.sources));
        REQUIRE(loaded);
        CHECK_FALSE(project.has_draft());
        CHECK_FALSE(project.is_ahead());
        std::vector<std::string> ids;
        for (const LockRecord& record : project.lock.records)
            ids.push_back(record.id());
        CHECK(ids == each.ids);
        replay(project.chain, project.sink, &project.sources, project.today.requirements);
        INFO(render(project.sink, project.sources));
        CHECK(project.sink.diagnostics().empty());
    }
}

TEST_CASE("the snapshots of an edition hold all that the edition can say", "[editions]") {
    for (const Kept& each : kept) {
        std::string snapshots;
        const fs::path chain = fs::path(each.place()).replace_extension(".chain");
        for (const std::string& name : list_directory(chain))
            if (fs::is_directory(chain / name)) snapshots += read_file(chain / name / "schema.varve");
        for (const std::string& construct : each.constructs) {
            INFO(each.schema << " has no `" << construct << '`');
            CHECK(snapshots.find(construct) != std::string::npos);
        }
    }
}
