// Explanations are held to what they say: the example of every kind of the language is compiled and gives
// that kind.
#include "generator/base/explain.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "generator/check/compile.hpp"
#include "generator/check/includes.hpp"
#include "generator/driver/revision_lint.hpp"
#include "generator/history/plan.hpp"
#include "generator/lint/lint.hpp"
#include "generator/sqlite/trigger_scans.hpp"
#include "generator/syntax/comments.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/workspace.hpp"

using namespace varve::compiler;

namespace {

const std::string now_line = "// the schema now\n";
const std::string file_line = "// file ";
const std::string up_line = "\n-- up.sql\n";

/// One example on its way through the rooms.
struct Example {
    std::string id;
    SourceSet sources;
    DiagnosticSink sink;

    std::optional<Schema> compiled(std::string text) {
        for (auto at = text.find("<CR>"); at != std::string::npos; at = text.find("<CR>"))
            text.replace(at, 4, "\r");
        if (id != "V0214" && text.find("schema s") != 0) text = "schema s { edition 1 }\n" + text;
        const std::size_t second = text.find(file_line);
        const std::uint32_t root = sources.add(id + ".varve", text.substr(0, second));
        if (id == "V0218") return compile(sources, root, sink, true);
        IncludeWalk walk(sources, root, id, sink);
        while (walk.next()) {
            if (second == std::string::npos)
                walk.refused("there is no such file");
            else
                walk.found(sources.add("included.varve", text.substr(text.find('\n', second) + 1)),
                           "included");
        }
        return compile(sources, walk.files(), sink);
    }

    void planned(const std::string& newest, const std::string& today) {
        const std::optional<Schema> before = compiled(newest);
        const std::optional<Schema> after = compiled(today);
        REQUIRE(before);
        REQUIRE(after);
        const Schema named = inherit_names(*after, *before);
        plan(*before, named, diff(*before, named, sink), sink);
    }

    void linted(const std::string& newest, const std::string& today) {
        const std::optional<Schema> before = newest.empty() ? std::nullopt : compiled(newest);
        const auto file = static_cast<std::uint32_t>(sources.size());
        const std::optional<Schema> schema = compiled(today);
        REQUIRE(schema);
        std::vector<LintComment> comments;
        for (const Token& comment : comments_of(sources, file))
            comments.push_back({comment.text, comment.span});
        std::vector<TriggerScan> scans;
        for (auto& [trigger, table] : sqlite::trigger_scans(*schema))
            scans.push_back({trigger, table});
        lint({*schema, before ? &*before : nullptr, sources, comments, scans}, sink);
    }

    /// A revision from the one schema to the other; from a schema to itself where there is one alone.
    void revised(const std::string& newest, const std::string& today, const std::string& up) {
        const std::optional<Schema> after = compiled(today);
        const std::optional<Schema> before = newest.empty() ? after : compiled(newest);
        REQUIRE(after);
        REQUIRE(before);
        lint_up(*before, *after, sources, sources.add("up.sql", up), sink);
    }

    bool shows() const {
        return std::any_of(sink.diagnostics().begin(), sink.diagnostics().end(),
                           [&](const Diagnostic& each) { return id_of(each.kind) == id; });
    }
};

bool shows_itself(const Explanation& explanation) {
    Example example;
    example.id = id_of(explanation.kind);
    const std::string whole(explanation.example);
    const std::size_t up = whole.find(up_line);
    const std::string text = whole.substr(0, up);
    const std::size_t now = text.find(now_line);
    const std::string newest = now == std::string::npos ? "" : text.substr(0, now);
    const std::string today = now == std::string::npos ? text : text.substr(now + now_line.size());
    if (up != std::string::npos)
        example.revised(newest, today, whole.substr(up + up_line.size()));
    else if (example.id.starts_with('L'))
        example.linted(newest, today);
    else if (now != std::string::npos)
        example.planned(newest, today);
    else
        example.compiled(today);
    return example.shows();
}

}  // namespace

TEST_CASE("every diagnostic is explained", "[driver]") {
    for (const Explanation& each : explanations()) {
        INFO(id_of(each.kind) << " " << name_of(each.kind));
        CHECK_FALSE(each.what.empty());
        CHECK_FALSE(each.example.empty());
        CHECK_FALSE(each.way_out.empty());
        CHECK_FALSE(each.way_out.ends_with('.'));
    }
}

TEST_CASE("the example of an explanation shows what it explains", "[driver]") {
    for (const Explanation& each : explanations()) {
        const std::string_view id = id_of(each.kind);
        if (id.starts_with('V') && id > "V0399") continue;
        if (each.what.empty() || each.example.starts_with("$ ")) continue;
        INFO(id << "\n" << each.example);
        CHECK(shows_itself(each));
    }
}

TEST_CASE("docs/diagnostics.md is made of the explanations", "[driver]") {
    if (std::getenv("VARVE_ACCEPT") != nullptr)
        std::ofstream(VARVE_DIAGNOSTICS_PAGE, std::ios::binary) << explanation_page();
    std::ifstream file(VARVE_DIAGNOSTICS_PAGE, std::ios::binary);
    std::ostringstream there;
    there << file.rdbuf();
    CHECK(there.str() == explanation_page());
}

TEST_CASE("explain prints one kind, names all, and knows what was meant", "[driver]") {
    const varve::tests::Workspace place;
    const auto known = place.varve({"explain", "v0207"});
    CHECK(known.code == 0);
    CHECK(known.out ==
          "V0207 second-primary-key: a table with two primary keys\n\n"
          "A table has one primary key. Two columns that are the key together are written as one item.\n\n"
          "    table likes {\n"
          "      user_id int64 primary key\n"
          "      post_id int64 primary key\n"
          "    }\n\n"
          "way out: write `primary key (user_id, post_id)` as an item of its own, or make one of them "
          "`unique`\n");
    const auto unknown = place.varve({"explain", "V0O03"});
    CHECK(unknown.code == 1);
    CHECK(unknown.err == "error: there is no diagnostic `V0O03`\nhelp: did you mean `V0003`?\n");
    const auto list = place.varve({"explain", "--list"});
    CHECK(list.out.find("V0207 a table with two primary keys\n") != std::string::npos);
    CHECK(list.out.find("L101  a reference whose columns no index begins with\n") != std::string::npos);
    CHECK(place.varve({"explain"}).err ==
          "error: which diagnostic? `varve explain V0103`, or `varve explain --list`\n");
}
