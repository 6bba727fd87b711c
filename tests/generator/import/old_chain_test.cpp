#include "generator/import/old_chain.hpp"

#include "generator/base/render.hpp"
#include "generator/import/old_versions.hpp"
#include "tests/support/catch.hpp"

using namespace varve::compiler;

namespace {

/// A folder of files that hold nothing but what is said here.
class Folder {
public:
    Folder() { sources_.add("folder", ""); }

    Folder& add(const std::string& path, const std::string& text = "SELECT 1;\n") {
        files_.push_back({path, sources_.add("folder/" + path, text)});
        return *this;
    }

    std::optional<OldChain> read() { return read_old_chain(files_, sources_, sink_); }
    std::string errors() const { return render(sink_, sources_); }
    std::string_view text(Span span) const { return sources_.text(span); }
    DiagnosticSink& sink() { return sink_; }

private:
    SourceSet sources_;
    DiagnosticSink sink_;
    std::vector<OldFile> files_;
};

std::string titles(const OldChain& chain) {
    std::string text;
    for (const OldStep& step : chain.steps)
        text += step.title + (step.down ? "+ " : " ");
    return text;
}

}  // namespace

TEST_CASE("steps come in their tool's order") {
    CHECK(titles(*Folder().add("10_c.sql").add("1_a.sql").add("9_b.sql").read()) == "1_a 9_b 10_c ");
    CHECK(titles(*Folder().add("2_b.down.sql").add("2_b.up.sql").add("1_a.up.sql").read()) == "1_a 2_b+ ");
    CHECK(titles(*Folder().add("2024-03-13_1_b/up.sql").add("2024-03-06-170000_a/up.sql").read()) ==
          "2024-03-06-170000_a 2024-03-13_1_b ");
}

TEST_CASE("sections of one file are its two sides") {
    Folder goose;
    goose.add("1_a.sql", "-- a header\n-- +goose Up\nCREATE TABLE a(x);\n-- +goose Down\nDROP TABLE a;\n");
    const auto chain = goose.read();
    REQUIRE(chain);
    CHECK(chain->layout == Layout::goose);
    CHECK(goose.text(chain->steps[0].up) == "CREATE TABLE a(x);\n");
    CHECK(goose.text(*chain->steps[0].down) == "DROP TABLE a;\n");
    Folder dbmate;
    dbmate.add("1_a.sql", "--migrate:up\nSELECT 1;\n");
    CHECK(dbmate.read()->layout == Layout::dbmate);
    CHECK_FALSE(dbmate.read()->steps[0].down);
}

TEST_CASE("gaps between counted numbers are noted, between dates they are not") {
    CHECK(Folder().add("1.sql").add("2.sql").add("5.sql").read()->notes ==
          std::vector<std::string>{"there is no step between 2 and 5"});
    CHECK(Folder().add("20240101_a.sql").add("20240301_b.sql").read()->notes.empty());
    CHECK(Folder().add("1.sql").add("README.md").read()->notes ==
          std::vector<std::string>{"`README.md` is no SQL and was left alone"});
    CHECK(Folder().add("00003_a.sql").add("00004_d.go").read()->notes ==
          std::vector<std::string>{"`00004_d.go` is no SQL and was left alone: a database that ran it holds "
                                   "version 4, which is not in this chain"});
}

TEST_CASE("a mark is no mark inside other words") {
    Folder folder;
    folder.add("1_a.sql", "-- see +goose Up\nSELECT 'x';\n");
    CHECK(folder.read()->layout == Layout::plain);
}

TEST_CASE("the old table goes with the layout where that is one tool's own") {
    CHECK(old_table_of(Layout::folders) == "__diesel_schema_migrations");
    CHECK(old_table_of(Layout::pairs) == "");
    Folder folder;
    const auto chain = folder.add("0001_1975ea83b712_create.sql").add("2_ae1027a6acf1-more.sql").read();
    CHECK(versions_in("alembic_version", *chain, folder.sink()) ==
          std::vector<std::string>{"1975ea83b712", "ae1027a6acf1"});
    CHECK(versions_in("user_version", *chain, folder.sink()) == std::vector<std::string>{"1", "2"});
    Folder bare;
    const auto numbered = bare.add("0001_create.sql").read();
    CHECK_FALSE(versions_in("alembic_version", *numbered, bare.sink()));
    CHECK(bare.errors() ==
          "folder/0001_create.sql:1:1: error: `0001_create` has no hash in its name, by which "
          "`alembic_version` "
          "would know it [V0740]\n"
          "help: name the files as Alembic does, `0001_1975ea83b712_create_account.sql`\n");
}
