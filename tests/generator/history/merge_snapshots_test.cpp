#include "generator/history/merge_snapshots.hpp"

#include "generator/history/merge_lists.hpp"
#include "tests/support/catch.hpp"

namespace varve::compiler {
namespace {

const std::string head = "schema shop {\nedition 1\ntarget sqlite >= 3.37\n}\n";

std::string merged(const std::string& before, const std::string& after, const std::string& onto) {
    const MergedSnapshot result = merge_snapshots(head + before, head + after, head + onto);
    REQUIRE(result.conflicts.empty());
    REQUIRE(result.text.substr(0, head.size()) == head);
    return result.text.substr(head.size());
}

std::string conflicts(const std::string& before, const std::string& after, const std::string& onto) {
    std::string told;
    for (const MergeConflict& each : merge_snapshots(head + before, head + after, head + onto).conflicts)
        told += each.what + " | " + each.ours + " | " + each.theirs + "\n";
    return told;
}

}  // namespace

TEST_CASE("both sides' columns stand behind each other, theirs first, before what is no column", "[rebase]") {
    CHECK(merged("table t {\nid int64 primary key\nindex t_id (id)\n}\n",
                 "table t {\nid int64 primary key\nours text ?\nindex t_id (id)\n}\n",
                 "table t {\nid int64 primary key\ntheirs text ?\nindex t_id (id)\n}\n") ==
          "table t {\nid int64 primary key\ntheirs text ?\nours text ?\nindex t_id (id)\n}\n");
}

TEST_CASE("what one side alone did is done", "[rebase]") {
    const std::string table = "table t {\na text\nb text\nc text\ncheck short (a < 'z')\n}\n";
    CHECK(merged(table, "table t {\na text\nc text\nb text\ncheck short (a < 'z')\n}\n", table) ==
          "table t {\na text\nc text\nb text\ncheck short (a < 'z')\n}\n");
    CHECK(merged(table, "table t {\na text\nc text\n}\n",
                 "table t {\na text ?\nb text\nc text\nd text\ncheck short (a < 'z')\n}\nview v = sql { "
                 "SELECT 1 }\n") == "table t {\na text ?\nc text\nd text\n}\nview v = sql { SELECT 1 }\n");
    CHECK(merged(table, "", table).empty());
    CHECK(merged("enum Mood { bright , calm }\n", "enum Mood { bright , calm }\n",
                 "enum Mood { bright , calm , grey }\n") == "enum Mood { bright , calm , grey }\n");
    CHECK(merged(table, table + "table \"a b\" {\nid int64\n}\n", table + "table z {\nid int64\n}\n") ==
          table + "table z {\nid int64\n}\ntable \"a b\" {\nid int64\n}\n");
}

TEST_CASE("the same change on both sides is one change", "[rebase]") {
    CHECK(merged("table t {\na text\n}\n", "table t {\na text ?\nb text\n}\n",
                 "table t {\na text ?\nb text\n}\n") == "table t {\na text ?\nb text\n}\n");
}

TEST_CASE("two answers for one thing are a conflict that says both", "[rebase]") {
    CHECK(conflicts("table t {\na text\nunique ( a )\n}\n", "table t {\na text ( 20 )\nunique ( a )\n}\n",
                    "table t {\na text ( 30 )\nunique ( a )\n}\n") ==
          "`a` of `table t` | a text ( 20 ) | a text ( 30 )\n");
    CHECK(conflicts("table t {\na text\n}\n", "table t {\na text ?\n}\n", "") == "`table t` |  | \n");
    CHECK(conflicts("", "view v = sql { SELECT 1 }\n", "view v = sql { SELECT 2 }\n") ==
          "`view v` | view v = sql { SELECT 1 } | view v = sql { SELECT 2 }\n");
    CHECK(conflicts("table t {\na text\nunique index i (a)\n}\n", "table t {\na text\nindex i (a)\n}\n",
                    "table t {\na text\nindex i (a desc)\n}\n") ==
          "`index i` of `table t` | index i (a) | index i (a desc)\n");
    CHECK(conflicts("table t {\na text\nb text\nc text\n}\n", "table t {\nb text\na text\nc text\n}\n",
                    "table t {\na text\nc text\nb text\n}\n") == "the order within `table t` |  | \n");
}

TEST_CASE("texts are merged line by line, or not at all", "[rebase]") {
    CHECK(merge_texts("a\nb\nc\n", "a\nb\nc\nours\n", "theirs\na\nb\nc\n") == "theirs\na\nb\nc\nours\n");
    CHECK(merge_texts("a\nb\n", "a\nours\n", "a\nb\n") == "a\nours\n");
    CHECK_FALSE(merge_texts("a\nb\n", "a\nours\n", "a\ntheirs\n"));
    CHECK_FALSE(merge_texts("a\n", "a\nours\n", "a\ntheirs\n"));
    CHECK(merge_texts("", "", "").value() == "");
}

}  // namespace varve::compiler
