#include "generator/history/verify.hpp"

#include "runtime/include/varve/error.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "tests/generator/history/chain_fixture.hpp"
#include "tests/support/catch.hpp"

namespace varve::compiler {
namespace {

using test::FrozenChain;
using test::small_chain;

std::string told(FrozenChain chain) {
    DiagnosticSink sink;
    verify(chain.lock, std::move(chain.revisions), {}, sink);
    return test::told(sink);
}

std::string id(const FrozenChain& chain, std::size_t index) {
    return chain.lock.records[index].id();
}

}  // namespace

TEST_CASE("an untouched chain is verified, in whatever order its directories come") {
    FrozenChain chain = small_chain();
    std::swap(chain.revisions[0], chain.revisions[2]);
    const VerifiedChain verified = test::verified(std::move(chain));
    REQUIRE(verified.frozen == 3);
    REQUIRE(verified.revisions[0].name == "initial");
    REQUIRE(verified.revisions[2].name == "add_posts");
    REQUIRE(verified.records[1].parents == std::vector<std::string>{verified.records[0].digest});
}

TEST_CASE("a draft stands behind the head, an ephemeral one behind it") {
    FrozenChain chain = small_chain();
    const Schema schema = chain.revisions[2].schema;
    RevisionSource ephemeral = test::draft("ephemeral", "SELECT 2", "", schema);
    ephemeral.directory = "(ephemeral draft)";
    chain.revisions.insert(chain.revisions.begin(), ephemeral);
    chain.revisions.insert(chain.revisions.begin() + 1, test::draft("fill", "SELECT 1", "", schema));
    const VerifiedChain verified = test::verified(std::move(chain));
    REQUIRE(verified.frozen == 3);
    REQUIRE(verified.revisions[3].directory == "draft_fill");
    REQUIRE(verified.records[3].parents == std::vector<std::string>{verified.records[2].digest});
    REQUIRE(verified.revisions[4].directory == "(ephemeral draft)");
    REQUIRE(verified.records[4].parents == std::vector<std::string>{verified.records[3].digest});
}

TEST_CASE("an edited up is named with the way out") {
    FrozenChain chain = small_chain();
    chain.revisions[1].up = detail::normalise_sql("ALTER TABLE \"users\" ADD COLUMN \"phone\" BLOB");
    REQUIRE(told(chain) ==
            "V0411: the up.sql of `0002_add_phone` was edited after it was frozen\n"
            "help: restore it: `git checkout -- '*/0002_add_phone/up.sql'`; a change belongs in a new "
            "revision, made "
            "by `varve revision -m …`\n");
}

TEST_CASE("an edited snapshot is named, whether its structure moved or not") {
    FrozenChain chain = small_chain();
    chain.revisions[1].schema_text += "x";
    const std::string expected =
        "V0412: the schema.varve of `0002_add_phone` was edited after it was frozen\n"
        "help: restore it: `git checkout -- '*/0002_add_phone/schema.varve'`; a change belongs in a new "
        "revision, made "
        "by `varve revision -m …`\n";
    REQUIRE(told(chain) == expected);
    chain.revisions[1].schema.tables[0].columns[2].nullable = false;
    REQUIRE(told(chain) == expected);
}

TEST_CASE("downs and proofs are frozen too") {
    FrozenChain chain = small_chain();
    chain.revisions[0].down.clear();
    chain.revisions[1].down += "SELECT 1;\n";
    chain.revisions[2].proof = "SELECT 1;\n";
    REQUIRE(told(chain) ==
            "V0413: the down.sql of `0001_initial` was removed after it was frozen\n"
            "help: restore it: `git checkout -- '*/0001_initial/down.sql'`; a change belongs in a new "
            "revision, made by "
            "`varve revision -m …`\n"
            "V0413: the down.sql of `0002_add_phone` was edited after it was frozen\n"
            "help: restore it: `git checkout -- '*/0002_add_phone/down.sql'`; a change belongs in a new "
            "revision, made "
            "by `varve revision -m …`\n"
            "V0414: the proof.sql of `0003_add_posts` was added after it was frozen\n"
            "help: remove it; a change belongs in a new revision, made by `varve revision -m …`\n");
}

TEST_CASE("a removed directory, and a removed line") {
    FrozenChain chain = small_chain();
    chain.revisions.erase(chain.revisions.begin() + 1);
    REQUIRE(told(chain) ==
            "V0416: the directory of frozen revision `add_phone` (" + id(chain, 1) +
                ") is gone\n"
                "help: restore it: `git checkout -- '*_add_phone/*'`; a frozen revision is never "
                "removed, what it did is undone by a new one\n");
    chain = small_chain();
    const std::string removed = id(chain, 2);
    chain.lock.records.pop_back();
    REQUIRE(told(chain) ==
            "V0417: revision `0003_add_posts` was frozen as " + removed +
                ", but the lock has no line for it\n"
                "help: a line was removed from the lock: restore the lock from version control\n");
}

TEST_CASE("an interrupted freeze is told from a removed line by the draft beside it") {
    FrozenChain chain = small_chain();
    chain.lock.records.pop_back();
    RevisionSource draft = chain.revisions[2];
    draft.directory = "draft_add_posts";
    draft.number.clear();
    draft.stamp.reset();
    chain.revisions.push_back(draft);
    REQUIRE(told(chain).find(
                "help: a freeze of `draft_add_posts` was interrupted: remove `0003_add_posts` and freeze "
                "again\n") != std::string::npos);
}

TEST_CASE("a renamed directory is one error, not an edited one as well") {
    FrozenChain chain = small_chain();
    chain.revisions[1].directory = "0002_phone";
    chain.revisions[1].name = "phone";
    REQUIRE(told(chain) ==
            "V0415: `0002_phone` is the frozen revision `add_phone` under another name\n"
            "help: rename the directory back to `0002_add_phone`\n");
    chain = small_chain();
    chain.revisions[2].directory = "draft_add_posts";
    chain.revisions[2].number.clear();
    REQUIRE(told(chain) ==
            "V0415: `draft_add_posts` is the frozen revision `add_posts` under another name\n"
            "help: rename the directory back to `<number>_add_posts`\n");
}

TEST_CASE("a stamp that was removed or edited") {
    FrozenChain chain = small_chain();
    chain.revisions[1].stamp.reset();
    REQUIRE(told(chain) ==
            "V0418: the stamp of frozen revision `0002_add_phone` was removed\n"
            "help: restore it: `git checkout -- '*/0002_add_phone/stamp'`\n");
    for (const std::string stamp : {std::string(64, '0'), std::string("junk"), std::string()}) {
        chain.revisions[1].stamp = stamp;
        REQUIRE(told(chain) ==
                "V0419: the stamp of frozen revision `0002_add_phone` was edited\n"
                "help: restore it: `git checkout -- '*/0002_add_phone/stamp'`\n");
    }
}

TEST_CASE("a number alone does not freeze a directory") {
    FrozenChain chain = small_chain();
    chain.revisions.push_back(test::revision("0004", "more", "SELECT 1", "", chain.revisions[2].schema));
    REQUIRE(told(chain) ==
            "V0418: `0004_more` has a number, but neither a stamp nor a line in the lock\n"
            "help: if it is new, rename it `draft_more`: freezing numbers it\n");
}

TEST_CASE("a copied directory carries a stamp that is not its own") {
    FrozenChain chain = small_chain();
    RevisionSource copy = chain.revisions[1];
    copy.directory = "0004_copy";
    copy.number = "0004";
    copy.name = "copy";
    chain.revisions.insert(chain.revisions.begin(), copy);
    REQUIRE(told(chain) ==
            "V0420: `0004_copy` carries the same stamp as `0002_add_phone`\n"
            "help: remove the copy; a revision of its own is made by `varve revision -m …`\n");
}

TEST_CASE("numbers ascend along the lock") {
    FrozenChain chain = small_chain();
    chain.revisions[1].number = "0003";
    chain.revisions[1].directory = "0003_add_phone";
    chain.revisions[2].number = "0002";
    chain.revisions[2].directory = "0002_add_posts";
    REQUIRE(
        told(chain) ==
        "V0421: `0002_add_posts` stands behind `0003_add_phone` in the lock, but its number is not larger\n"
        "help: a directory was renamed: give it back the number that it was frozen with\n");
    chain.revisions[2].number = "10000";
    chain.revisions[1].number = "9999";
    REQUIRE(told(chain) == "");
}

TEST_CASE("a revision inserted with a line of its own makes a second head") {
    FrozenChain chain = small_chain();
    RevisionSource inserted = test::revision("0002", "inserted", "SELECT 1", "", chain.revisions[0].schema);
    const LockRecord record = make_record(inserted, {chain.lock.records[0].digest});
    inserted.stamp = record.digest;
    chain.revisions.push_back(inserted);
    chain.lock.records.insert(chain.lock.records.begin() + 1, record);
    REQUIRE(told(chain) ==
            "V0422: the chain has 2 heads: `inserted` (" + record.id() + ") and `add_posts` (" +
                id(chain, 3) +
                ")\n"
                "help: bring them together: `varve merge -m \"…\"` writes a draft that follows all of them; "
                "or `varve "
                "rebase --base <ref>` freezes what the ref does not hold anew, behind what it holds\n");
}

namespace {

/// `initial`, and behind it `add_phone` and `add_posts`, each on a branch of its own.
FrozenChain two_branches() {
    FrozenChain chain = small_chain();
    chain.lock.records[2] = make_record(chain.revisions[2], {chain.lock.records[0].digest});
    chain.revisions[2].stamp = chain.lock.records[2].digest;
    return chain;
}

RevisionSource merge_of(const FrozenChain& chain, const std::string& first, const std::string& second) {
    RevisionSource merge = test::revision("0004", "both", "", "", chain.revisions[2].schema);
    for (const std::string& parent : {first, second}) {
        WaySource& way = merge.ways.emplace_back();
        way.parent = parent.substr(0, 12);
        way.directory = "0004_both/from_" + way.parent;
        way.up = "SELECT " + std::to_string(merge.ways.size()) + ";\n";
        way.down = "SELECT 3;\n";
    }
    return merge;
}

}  // namespace

TEST_CASE("a merge stands on several, with a way from each in the order of its parents") {
    FrozenChain chain = two_branches();
    const std::string phone = chain.lock.records[1].digest;
    const std::string posts = chain.lock.records[2].digest;
    RevisionSource merge = merge_of(chain, posts, phone);
    const LockRecord record = make_record(merge, {posts, phone});
    merge.stamp = record.digest;
    std::swap(merge.ways[0], merge.ways[1]);  // as a directory lists them
    chain.lock.records.push_back(record);
    chain.revisions.push_back(merge);
    const VerifiedChain verified = test::verified(chain);
    REQUIRE(verified.revisions[3].ways[0].parent == posts);
    REQUIRE(verified.revisions[3].ways[0].up == "SELECT 1;\n");
    REQUIRE(verified.revisions[3].ways[1].parent == phone);
    REQUIRE(heads_of(chain.lock) == std::vector<std::string>{record.digest});

    SECTION("an edited crossing is named") {
        chain.revisions[3].ways[0].up = "SELECT 5;\n";
        chain.revisions[3].ways[1].down = "";
        REQUIRE(
            told(chain) ==
            "V0411: the up.sql of `0004_both/from_" + phone.substr(0, 12) +
                "` was edited after it was frozen\nhelp: restore it: `git checkout -- '*/0004_both/from_" +
                phone.substr(0, 12) +
                "/up.sql'`; a change belongs in a new revision, made by `varve revision -m …`\n" +
                "V0413: the down.sql of `0004_both/from_" + posts.substr(0, 12) +
                "` was removed after it was frozen\nhelp: restore it: `git checkout -- '*/0004_both/from_" +
                posts.substr(0, 12) +
                "/down.sql'`; a change belongs in a new revision, made by `varve revision -m …`\n");
    }
    SECTION("so is one that is missing, and one that leads from elsewhere") {
        chain.revisions[3].ways[0].parent = "0123456789ab";
        REQUIRE(told(chain) ==
                "V0429: `0004_both` lacks `from_" + phone.substr(0, 12) +
                    "` and has `from_0123456789ab`, and was not frozen so\n"
                    "help: restore it: `git checkout -- '*/0004_both/*'`, and remove what is left over\n");
    }
}

TEST_CASE("a draft that merges stands on all heads") {
    FrozenChain chain = two_branches();
    const std::string phone = chain.lock.records[1].digest;
    const std::string posts = chain.lock.records[2].digest;
    RevisionSource merge = merge_of(chain, posts, phone);
    merge.number = "";
    merge.directory = "draft_both";
    chain.revisions.push_back(merge);
    const VerifiedChain verified = test::verified(chain);
    REQUIRE(verified.frozen == 3);
    REQUIRE(verified.records[3].parents == std::vector<std::string>{phone, posts});

    chain.revisions[3].ways.pop_back();
    REQUIRE(told(chain) ==
            "V0429: `draft_both` does not follow all heads of the chain and nothing else: it lacks `from_" +
                phone.substr(0, 12) +
                "`\nhelp: remove `draft_both`; `varve merge -m "
                "\"…\"` makes one anew where it is needed\n");
}

TEST_CASE("two drafts, and a draft whose name the lock cannot hold") {
    FrozenChain chain = small_chain();
    const Schema schema = chain.revisions[2].schema;
    chain.revisions.push_back(test::draft("a", "SELECT 1", "", schema));
    chain.revisions.push_back(test::draft("b", "SELECT 1", "", schema));
    REQUIRE(told(chain) ==
            "V0423: `draft_b` is a second draft beside `draft_a`: a chain has one at most\n"
            "help: move the SQL of one into the other, or set one aside until the other is frozen\n");
    chain = small_chain();
    chain.revisions.push_back(test::draft("a b", "SELECT 1", "", schema));
    REQUIRE(told(chain) ==
            "V0425: `a b` is no name for a revision: it must be free of white space and quotes\n"
            "help: rename the directory `draft_a b`\n");
}

TEST_CASE("a forged line with a sound checksum is found by what it says") {
    FrozenChain chain = small_chain();
    chain.lock.records[1].fingerprint = std::string(64, '0');
    REQUIRE(told(chain) ==
            "V0424: the lock's `fingerprint=` of revision `0002_add_phone` is not that of its directory, "
            "though the "
            "digest is\n"
            "help: the line was edited: restore the lock from version control\n");
    chain = small_chain();
    chain.lock.records[1].ways[0].body = std::string(64, '0');
    REQUIRE(told(chain).find("V0424: the lock's `body=`") == 0);
}

TEST_CASE("several faults are told in one run") {
    FrozenChain chain = small_chain();
    chain.revisions[0].up += "SELECT 1;\n";
    chain.revisions[1].down += "SELECT 1;\n";
    chain.revisions.pop_back();
    const std::string all = told(chain);
    REQUIRE(all.find("V0416") != std::string::npos);
    REQUIRE(all.find("V0411") != std::string::npos);
    REQUIRE(all.find("V0413") != std::string::npos);
}

TEST_CASE("every changed character of a frozen text is found, comments and white space are free") {
    const std::string up =
        "CREATE TABLE t(a INTEGER, b TEXT DEFAULT 'x -- y'); -- why\n--@ lose t.b\nSELECT 1";
    const FrozenChain chain =
        test::frozen({test::revision("0001", "initial", up, "--@ grade none\n", test::schema({}))});
    const std::size_t comment = up.find("-- why");
    const std::size_t comment_end = comment + std::string_view("-- why").size();
    for (std::size_t at = 0; at != up.size(); ++at) {
        const bool in_comment = at >= comment && at < comment_end;
        std::string changed = up;
        changed[at] = in_comment ? 'z' : static_cast<char>(changed[at] ^ 1);
        // A blank that turns into another character, or one that turns into a blank, is a change of tokens.
        FrozenChain edited = chain;
        try {
            edited.revisions[0].up = detail::normalise_sql(changed);
        } catch (const Error&) {
            continue;
        }
        INFO("byte " << at << ": " << changed);
        REQUIRE(told(edited).empty() == (in_comment && at > comment + 1));
    }
    FrozenChain spaced = chain;
    spaced.revisions[0].up = detail::normalise_sql(
        "/* all new */ CREATE  TABLE t ( a INTEGER , b TEXT DEFAULT 'x -- y' ) ;\n\n--@  lose   t.b\n  "
        "SELECT 1 ;\n");
    REQUIRE(told(spaced) == "");
}

}  // namespace varve::compiler
