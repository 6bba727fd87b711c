#include "tests/generator/history/two_schemas.hpp"
#include "tests/support/catch.hpp"

using namespace varve;
using namespace varve::compiler;
using testing::compare_texts;
using testing::contains;
using testing::travel;
using Lines = std::vector<std::string>;

namespace {

const std::string posts = "table posts {\n id int64 primary key\n title text\n body text?\n}\n";
const std::string over_posts = "search posts_fts over posts (title, body)\n";
const std::string find = "SELECT rowid FROM posts_fts('lake') ORDER BY 1";
const std::string two_posts = "INSERT INTO posts VALUES (3, 'a lake', NULL), (7, 'a sea', 'no lake')";

}  // namespace

TEST_CASE("a search is made over the rows that stand, and goes without a loss", "[plan]") {
    const auto added = compare_texts(posts, posts + over_posts);
    CHECK(added.plan.up == R"(-- + virtual table posts_fts
CREATE VIRTUAL TABLE "posts_fts" USING fts5 ("title", "body", content = 'posts', content_rowid = 'id');
INSERT INTO "posts_fts" ("posts_fts") VALUES ('rebuild');
)" + added.plan.up.substr(added.plan.up.find("\n-- views and triggers")));
    CHECK(added.plan.grade == Grade::exact);
    CHECK(contains(added.plan.down, "-- - virtual table posts_fts\nDROP TABLE \"posts_fts\";\n"));
    CHECK(travel(added, two_posts, find, "SELECT count(*) FROM posts").up == Lines{"3", "7"});
}

TEST_CASE("a search that says other columns is dropped and made anew", "[plan]") {
    const auto changed = compare_texts(posts + over_posts, posts + "search posts_fts over posts (title)\n");
    CHECK(describe(changed.changes) ==
          "- virtual table posts_fts\n+ virtual table posts_fts\n"
          "- trigger posts.posts_fts_insert\n- trigger posts.posts_fts_delete\n- trigger "
          "posts.posts_fts_update\n"
          "+ trigger posts.posts_fts_insert\n+ trigger posts.posts_fts_delete\n+ trigger "
          "posts.posts_fts_update\n");
    CHECK(changed.plan.grade == Grade::exact);
    const auto journey = travel(changed, two_posts, find, find);
    CHECK(journey.up == Lines{"3"});
    CHECK(journey.down == Lines{"3", "7"});
}

TEST_CASE("a rebuild keeps a search, and fills it anew only where what it indexes is rewritten", "[plan]") {
    const auto rebuilt =
        compare_texts(posts + over_posts,
                      "table posts {\n id int64 primary key\n body text?\n title text\n}\n" + over_posts);
    CHECK(contains(rebuilt.plan.up, "--@ rebuild posts\n"));
    CHECK_FALSE(contains(rebuilt.plan.up, "posts_fts"));
    CHECK(travel(rebuilt, two_posts, find).up == Lines{"3", "7"});

    const auto converted = compare_texts(
        posts + over_posts,
        "table posts {\n id int64 primary key\n title text\n body text fill ('by the lake')\n}\n" +
            over_posts);
    CHECK(contains(converted.plan.up, "INSERT INTO \"posts_fts\" (\"posts_fts\") VALUES ('rebuild');\n"));
    CHECK(travel(converted, "INSERT INTO posts VALUES (4, 'hill', NULL)", find).up == Lines{"4"});
}

TEST_CASE("a table that is renamed takes its search along", "[plan]") {
    const auto renamed =
        compare_texts(posts + over_posts,
                      "table articles was posts {\n id int64 primary key\n title text\n body text?\n}\n"
                      "search articles_fts over articles (title, body)\n");
    CHECK(renamed.plan.grade == Grade::exact);
    const auto journey = travel(renamed, two_posts, "SELECT rowid FROM articles_fts('sea')", find);
    CHECK(journey.up == Lines{"7"});
    CHECK(journey.down == Lines{"3", "7"});
}

TEST_CASE("a virtual table with rows of its own is not changed without a word", "[plan]") {
    const std::string docs = "virtual table docs using fts5 (title)\n";
    const auto changed = compare_texts(docs + posts, "virtual table docs using fts5 (title, body)\n" + posts);
    CHECK(changed.plan.up == R"(-- - virtual table docs
--@ lose docs
DROP TABLE "docs";

-- + virtual table docs
CREATE VIRTUAL TABLE "docs" USING fts5 (title, body);
)");
    CHECK(changed.plan.loses == Lines{"docs"});
    CHECK(changed.plan.down.substr(0, 23) == "--@ grade loses docs\n--");
    travel(changed, "INSERT INTO docs VALUES ('x')");

    const auto added = compare_texts(posts, posts + "virtual table area using rtree (id, x0, x1)\n");
    CHECK(added.plan.grade == Grade::loses);
    travel(added, "");

    const auto full_text_4 =
        compare_texts(posts, posts + "virtual table old using fts4 (title, content=\"posts\")\n");
    CHECK(full_text_4.plan.grade == Grade::exact);
    CHECK(travel(full_text_4, two_posts, "SELECT docid FROM old WHERE old MATCH 'lake'").up == Lines{"3"});

    const auto contentless =
        compare_texts(posts, posts + "virtual table bare using fts5 (title, content='')\n");
    CHECK(contentless.plan.loses == Lines{"bare"});
}

TEST_CASE("a view over a virtual table makes way for it", "[plan]") {
    const std::string titles = "view titles { title text? } = sql { SELECT title FROM docs }\n";
    const auto changed = compare_texts("virtual table docs using fts5 (title)\n" + titles + posts,
                                       "virtual table docs using fts5 (title, body)\n" + titles + posts);
    travel(changed, "INSERT INTO docs VALUES ('x')");
}

TEST_CASE("a search over a view is filled when the view is there", "[plan]") {
    const std::string over_view =
        "view lakes { id int64, title text } = sql { SELECT id, title FROM posts WHERE title LIKE '%lake%' "
        "}\n"
        "virtual table posts_fts using fts5 (title, content = 'lakes', content_rowid = 'id')\n";
    const auto added = compare_texts(posts, posts + over_view);
    CHECK(contains(added.plan.up,
                   "-- searches over views and virtual tables\n"
                   "INSERT INTO \"posts_fts\" (\"posts_fts\") VALUES ('rebuild');\n"));
    CHECK(travel(added, two_posts, find).up == Lines{"3"});
}

TEST_CASE("a search over another that is made after it is filled, one over nothing is not", "[plan]") {
    const std::string other = "virtual table docs using fts5 (title)\n";
    const std::string over = "virtual table found using fts4 (title, content=\"docs\")\n";
    const auto added = compare_texts(posts + other, posts + over + other);
    CHECK(travel(added, "INSERT INTO docs(rowid, title) VALUES (5, 'a lake')",
                 "SELECT docid FROM found WHERE found MATCH 'lake'")
              .up == Lines{"5"});
    const auto orphan =
        compare_texts(posts, posts + "virtual table bare using fts5 (title, content = 'gone')\n");
    CHECK_FALSE(contains(orphan.plan.up, "rebuild"));
    travel(orphan, two_posts);
}
