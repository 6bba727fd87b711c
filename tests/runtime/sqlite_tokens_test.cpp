// SQLite itself tells its tokens: behind `RELEASE x` no token may follow, so its message names the next one.
#include <sqlite3.h>

#include <optional>
#include <random>

#include "runtime/src/sql_tokens.hpp"
#include "tests/support/catch.hpp"

using namespace varve::detail;
using Kind = SqlTokenKind;

namespace {

struct Told {
    std::string text;
    bool invalid = false;
    bool operator==(const Told&) const = default;
};

std::ostream& operator<<(std::ostream& out, const std::optional<Told>& told) {
    if (!told) return out << "nothing";
    return out << (told->invalid ? "invalid `" : "`") << told->text << "`";
}

class Sqlite {
public:
    Sqlite() { REQUIRE(sqlite3_open(":memory:", &db_) == SQLITE_OK); }
    Sqlite(const Sqlite&) = delete;
    Sqlite& operator=(const Sqlite&) = delete;
    ~Sqlite() { sqlite3_close(db_); }

    /// The first token of the text; nothing where none comes.
    std::optional<Told> first_token(const std::string& text) {
        const std::string sql = "RELEASE x/**/" + text;
        sqlite3_stmt* statement = nullptr;
        const char* tail = nullptr;
        const int code = sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, &tail);
        sqlite3_finalize(statement);
        if (code == SQLITE_OK) return tail[-1] == ';' ? std::optional(Told{";", false}) : std::nullopt;
        return in_message(sqlite3_errmsg(db_));
    }

private:
    static std::optional<Told> in_message(std::string message) {
        const std::string near = "near \"";
        const std::string end = "\": syntax error";
        const std::string unrecognized = "unrecognized token: \"";
        if (message.compare(0, near.size(), near) == 0)
            return Told{message.substr(near.size(), message.size() - near.size() - end.size()), false};
        REQUIRE(message.compare(0, unrecognized.size(), unrecognized) == 0);
        return Told{message.substr(unrecognized.size(), message.size() - unrecognized.size() - 1), true};
    }

    sqlite3* db_ = nullptr;
};

/// A comment that is never closed is none to SQLite: there it ends with the text. Varve refuses it.
bool is_open_comment(std::string_view text, const SqlToken& token) {
    return token.kind == Kind::invalid && text.substr(token.begin, 2) == "/*";
}

/// From 3.46 on SQLite reads `1_000` as a number, and `0x1g` as one that went wrong.
bool has_newer_number(const std::string& text) {
    if (sqlite3_libversion_number() < 3046000) return false;
    const auto is_digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
    for (std::size_t at = 0; at + 1 < text.size(); ++at)
        if (is_digit(at) && (text[at + 1] == '_' || text[at + 1] == 'x' || text[at + 1] == 'X')) return true;
    return false;
}

/// How many tokens agreed. A NUL ends the text to SQLite.
int compare(Sqlite& sqlite, const std::string& text) {
    if (has_newer_number(text)) return 0;
    INFO("text: " << text);
    std::size_t last = 0;
    int agreed = 0;
    for (const SqlToken& token : sql_tokens(text)) {
        if (token.kind == Kind::directive) continue;
        const std::string bytes = text.substr(token.begin, token.end - token.begin);
        const std::optional<Told> told = sqlite.first_token(text.substr(last));
        if (is_open_comment(text, token) || bytes[0] == '\0') {
            CHECK(told == std::nullopt);
            return agreed;
        }
        CHECK(told == std::optional(Told{bytes, token.kind == Kind::invalid}));
        last = token.end;
        ++agreed;
    }
    CHECK(sqlite.first_token(text.substr(last)) == std::nullopt);
    return agreed;
}

}  // namespace

TEST_CASE("nasty fragments have the tokens that SQLite gives them") {
    Sqlite sqlite;
    // clang-format off
    for (const char* text : {
        "0x1g", "0x", "0xg", "0X1F", "1e", "1e+", "1e+5", "1E-5x", "1.e5", ".5", "5.", ".", "..5", "1..2",
        "1.5.5", "1_000", "1a", "1$", "0x1.5", "9223372036854775808", "x'0'", "x'00'", "X'0g'", "x'",
        "x'00", "x '00'", "xy'00'", "'a", "'a''", "'a''b'", "''''", "'a\nb'", "\"a", "\"a\"\"b\"", "\"\"",
        "`a", "`a``b`", "``", "[a", "[a]]", "[]", "[a[b]", "]", "$a", "$a::b", "$a::b(c)", "$a(b c)",
        "$a(b", "$a()", "$::a", "$:", "$", "$1", "@a", "@", "@1", "#a", "#1", "#", "#1a", ":a", ":", "::a",
        ":1", ":a:b", "?", "?1", "?1a", "??", "?a", "->", "->>", "->>>", "->->", "-->", "-", "- -",
        "-- a\nb", "--", "--\n", "||", "|||", "|", "!=", "!", "!==", "==", "===", "=", "<>", "<=", "<<",
        "<<=", "<=>", ">>", ">=", "><", "&", "&&", "~", "^", "\\", "{", "}", "%", "/", "//", "/*", "/**/a",
        "/* */ a", "/*/ a */b", "/*/", "/* a", "a/*b*/c", "/***/a", "*/", ";", ";;", "a;b", "é", "\xC3",
        "\x80", "a\x80", "\xEF\xBB\xBF" "a", "a\xEF\xBB\xBF", "\xEF\xBB", "\x01", "\x0B", "\x0C", "\x7F",
        "\t\r\n a", "select", "current_date", "filter", "over", "window", "_", "a$b", "$a$b", "a.b",
        "a . b", "\"a\".b", "1.b", "1.e", "e1", "1e5e5", "0e0", "--@ a\nb", "a--@\n'"})
        compare(sqlite, text);
    // clang-format on
    for (const std::string& text :
         {std::string("a\0b", 3), std::string("'a\0b'", 5), std::string("\0", 1), std::string("[a\0]", 4),
          std::string("/* \0 */ a", 9), std::string("-- \0\na", 6), std::string("x'0\0'", 5),
          std::string("$a(\0)", 5), std::string("1\0", 2)})
        compare(sqlite, text);
}

TEST_CASE("random bytes have the tokens that SQLite gives them") {
    Sqlite sqlite;
    std::mt19937 random(11);
    const std::string_view alphabet =
        "ab_1.0xeEX'\"[]`-/*@;:$?#()|<>=! \n\t\r\f\\\xC3\xA9\xEF\xBB\xBF%&~,+\x01{}^9";
    int agreed = 0;
    for (int round = 0; round != 8000; ++round) {
        std::string text;
        for (auto size = random() % 16; size != 0; --size)
            text.push_back(alphabet[random() % alphabet.size()]);
        agreed += compare(sqlite, text);
    }
    for (int round = 0; round != 2000; ++round) {
        std::string text;
        for (auto size = random() % 16; size != 0; --size)
            text.push_back(static_cast<char>(random() % 256));
        agreed += compare(sqlite, text);
    }
    CHECK(agreed > 20000);
}
