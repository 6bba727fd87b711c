// What of a frozen file is meaning, and what is not, seen from the whole build.
#include "tests/support/shop.hpp"

using namespace varve::tests;

namespace {

const std::vector<const char*> frozen_files{
    "schema/shop.chain/0001_users/up.sql",       "schema/shop.chain/0001_users/down.sql",
    "schema/shop.chain/0001_users/schema.varve", "schema/shop.chain/0002_phone/up.sql",
    "schema/shop.chain/0002_phone/down.sql",     "schema/shop.chain/0002_phone/schema.varve",
};

/// Where a comment stands that is no directive: from its `--` or `//` to the line's end.
bool in_comment(const std::string& text, std::size_t at) {
    const std::size_t begin =
        text.rfind('\n', at) == std::string::npos || text[at] == '\n' ? 0 : text.rfind('\n', at) + 1;
    const std::string line = text.substr(begin, text.find('\n', begin) - begin);
    return (line.starts_with("--") && !line.starts_with("--@")) || line.starts_with("//");
}

}  // namespace

// Every single character is tried by the tests of `history`; here each fourth, through the program as it is
// run.
TEST_CASE("a character of a frozen file outside comments and white space counts", "[driver]") {
    const Shop shop;
    REQUIRE(shop.command("diff", {"--check"}).code == 0);
    int changed = 0;
    for (const char* file : frozen_files) {
        const std::string text = shop.read(file);
        for (std::size_t at = 0; at < text.size(); at += 4) {
            if (text[at] == ' ' || text[at] == '\n' || in_comment(text, at)) continue;
            std::string other = text;
            other[at] = text[at] == 'q' ? 'z' : 'q';
            shop.write(file, other);
            INFO(file << " at " << at << ": " << other);
            REQUIRE(shop.command("diff", {"--check"}).code == 1);
            ++changed;
        }
        shop.write(file, text);
    }
    CHECK(changed > 100);
    CHECK(shop.command("diff", {"--check"}).code == 0);
}

TEST_CASE("comments, white space and line ends of a checkout do not count", "[driver]") {
    const Shop shop;
    for (const char* file : frozen_files) {
        const bool sql = std::string_view(file).ends_with(".sql");
        std::string text = (sql ? "-- a word more\n" : "// a word more\n") + shop.read(file);
        std::string crlf = "\xEF\xBB\xBF";
        for (const char c : text)
            crlf.append(c == '\n' ? "\r\n" : std::string(1, c));
        shop.write(file, crlf + "  \r\n\t\r\n");
    }
    std::string lock;
    for (const char c : shop.read("schema/shop.chain/chain.lock"))
        lock.append(c == '\n' ? "\r\n" : std::string(1, c));
    shop.write("schema/shop.chain/chain.lock", lock);
    const Outcome outcome = shop.command("verify");
    CHECK(outcome.err.empty());
    CHECK(outcome.code == 0);
    CHECK(shop.generate({"--frozen"}).code == 0);
}
