// For any schema in any layout: the canonical form says the same, is its own canonical form, keeps every
// comment and is what the snapshots are written in.
#include <algorithm>

#include "generator/check/compile.hpp"
#include "generator/syntax/comments.hpp"
#include "generator/syntax/format.hpp"
#include "tests/generator/check/cases.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/compile_text.hpp"
#include "tests/support/law_seeds.hpp"
#include "tests/support/random_layout.hpp"
#include "tests/support/random_schema.hpp"
#include "tests/support/same_ast.hpp"

using namespace varve::compiler;

namespace {

std::string formatted(const std::string& text) {
    SourceSet sources;
    return format(sources, sources.add("a.varve", text));
}

std::vector<std::string> comments_in(const std::string& text) {
    SourceSet sources;
    std::vector<std::string> said;
    for (const Token& comment : comments_of(sources, sources.add("a.varve", text)))
        said.emplace_back(comment.text);
    return said;
}

bool is_ascii(const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 128; });
}

}  // namespace

TEST_CASE("a formatted schema says the same, and stays as it is", "[law]") {
    const std::uint32_t seeds = testing::law_seeds(400);
    for (std::uint32_t seed = 0; seed != seeds; ++seed) {
        const std::string plain = testing::random_schema(seed);
        const std::string text = testing::random_layout(plain, seed);
        INFO(text);
        const testing::PlacelessAst meant = testing::placeless_ast(plain);
        REQUIRE(meant.good);
        REQUIRE(testing::placeless_ast(text) == meant);
        const std::string form = formatted(text);
        INFO(form);
        REQUIRE(testing::placeless_ast(form) == meant);
        REQUIRE(formatted(form) == form);
        REQUIRE(comments_in(form) == comments_in(text));
    }
}

TEST_CASE("so does every case of the language that parses", "[law]") {
    int tried = 0;
    for (const testing::Case& item : testing::all_cases()) {
        const std::string plain = testing::read_bytes(item.path);
        const testing::PlacelessAst meant = testing::placeless_ast(plain);
        if (!meant.good) continue;
        ++tried;
        for (std::uint32_t seed = 0; seed != 20; ++seed) {
            const std::string text = seed == 0 ? plain : testing::random_layout(plain, seed);
            INFO(item.name << "\n" << text);
            const std::string form = formatted(text);
            INFO(form);
            REQUIRE(testing::placeless_ast(form) == meant);
            REQUIRE(formatted(form) == form);
        }
    }
    CHECK(tried >= 30);
}

TEST_CASE("a snapshot is in canonical form", "[law]") {
    const std::uint32_t seeds = testing::law_seeds(200);
    for (std::uint32_t seed = 0; seed != seeds; ++seed) {
        const std::string low = lower(testing::compile_file(testing::random_schema(seed)));
        INFO(low);
        if (is_ascii(low)) REQUIRE(formatted(low) == low);
    }
}
