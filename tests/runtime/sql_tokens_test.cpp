#include "runtime/src/sql_tokens.hpp"

#include <sqlite3.h>

#include <random>
#include <varve/error.hpp>

#include "tests/support/catch.hpp"

using namespace varve::detail;
using Kind = SqlTokenKind;

namespace {

struct Seen {
    Kind kind;
    std::string text;
    bool operator==(const Seen&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Seen& seen) {
    return out << static_cast<int>(seen.kind) << ':' << seen.text;
}

std::vector<Seen> lex(std::string_view text) {
    std::vector<Seen> seen;
    for (const SqlToken& token : sql_tokens(text)) {
        seen.push_back({token.kind, std::string(text.substr(token.begin, token.end - token.begin))});
    }
    return seen;
}

std::vector<Seen> one(Kind kind, std::string_view text) {
    return {{kind, std::string(text)}};
}

std::string error_of(std::string_view text, std::string (*normalise)(std::string_view)) {
    try {
        normalise(text);
    } catch (const varve::Error& error) {
        CHECK(error.code() == varve::ErrorCode::misuse);
        return error.what();
    }
    return "no error";
}

bool prepares(sqlite3* db, const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    const int rc = sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr);
    sqlite3_finalize(statement);
    return rc == SQLITE_OK;
}

}  // namespace

TEST_CASE("each kind of token is lexed whole") {
    for (const char* op : {"->", "->>", "||", "<<", ">>", "!=", "<>", "==", "<=", ">=", "-", "+", "*",
                           "/",  "%",   "=",  "<",  ">",  "|",  "&",  "~",  "(",  ")",  ",", "."}) {
        CHECK(lex(op) == one(Kind::op, op));
    }
    for (const char* number : {"0", "42", "0x1F", "1e5", "1.5E-3", ".5", "5.", "1.e2"}) {
        CHECK(lex(number) == one(Kind::number, number));
    }
    for (const char* quoted : {"\"a\"\"b\"", "[a b]", "`a``b`", "\"\""}) {
        CHECK(lex(quoted) == one(Kind::quoted, quoted));
    }
    for (const char* variable : {"?", "?12", ":a", "@a", "#a", "$a", "$a::b(c)", "$a::b"}) {
        CHECK(lex(variable) == one(Kind::variable, variable));
    }
    for (const char* word : {"a", "_a$1", "na\xC3\xAFve", "x", "select"})
        CHECK(lex(word) == one(Kind::word, word));
    CHECK(lex("'it''s'") == one(Kind::string, "'it''s'"));
    CHECK(lex("x'0aFF'") == one(Kind::blob, "x'0aFF'"));
    CHECK(lex(";") == one(Kind::semicolon, ";"));
    CHECK(lex("--@ lose users.name ") == one(Kind::directive, "--@ lose users.name "));
}

TEST_CASE("what SQLite would not lex is an invalid token") {
    for (const char* bad : {"'open", "\"open", "[open", "`open", "/* open", "x'0'", "x'0g'", "x'00", "12ab",
                            "1_000", "1e5x", "!", "^", "\\", "{", ":", "@", "$a(b", "\x01"}) {
        CHECK(lex(bad) == one(Kind::invalid, bad));
    }
}

TEST_CASE("comments and white space are no tokens, and tokens end where SQLite's end") {
    CHECK(lex(" a -- b\n/* c */ d /*/ e */\f").size() == 2);
    CHECK(lex("\xEF\xBB\xBF"
              "a") == one(Kind::word, "a"));
    CHECK(lex("a->>b") == std::vector<Seen>{{Kind::word, "a"}, {Kind::op, "->>"}, {Kind::word, "b"}});
    CHECK(lex("0x1g") == std::vector<Seen>{{Kind::number, "0x1"}, {Kind::word, "g"}});
    CHECK(lex("a--@ b\nc") ==
          std::vector<Seen>{{Kind::word, "a"}, {Kind::directive, "--@ b"}, {Kind::word, "c"}});
    CHECK(lex("/*") == std::vector<Seen>{{Kind::op, "/"}, {Kind::op, "*"}});
    CHECK(lex(std::string_view("a\0b", 3))[1] == Seen{Kind::invalid, std::string(1, '\0')});
}

TEST_CASE("every keyword of the linked SQLite up to 3.40 is known") {
    for (int i = 0; i != sqlite3_keyword_count(); ++i) {
        const char* name = nullptr;
        int size = 0;
        sqlite3_keyword_name(i, &name, &size);
        const std::string word(name, static_cast<std::size_t>(size));
        if (word != "WITHIN") CHECK((word + (is_sql_keyword(word) ? "" : " is unknown")) == word);
    }
    CHECK(is_sql_keyword("select"));
    CHECK_FALSE(is_sql_keyword("users"));
    CHECK_FALSE(is_sql_keyword(""));
    CHECK_FALSE(is_sql_keyword("current_timestamp_and_more"));
}

TEST_CASE("normalised text: one space between tokens, one statement a line") {
    CHECK(normalise_sql("create  table t(a text,-- why\n b);;\n\nselect 'a  b'") ==
          "create table t ( a text , b );\nselect 'a  b';\n");
    CHECK(normalise_sql("--@rebuild\t users \nSELECT 1;\n  --@ end") ==
          "--@ rebuild users\nSELECT 1;\n--@ end\n");
    CHECK(normalise_sql(" -- nothing\n ; ") == "");
    CHECK(normalise_fragment("a+b ;") == "a + b");
    CHECK(normalise_fragment("lower ( a . \"b\" ) ||x''  in(1 ,2) . 5 cast(a as int)") ==
          "lower(a.\"b\") || x'' in (1, 2) . 5 cast(a as int)");
}

TEST_CASE("the arguments of a module keep their spacing but for line ends and runs of blanks") {
    CHECK(normalise_module_arguments(" title ,body,\n  tokenize=porter , x = 'a  b',y( 1 ,  2 ) /* z */ ") ==
          "title, body, tokenize=porter, x = 'a  b', y( 1 , 2 )");
    CHECK(normalise_module_arguments("a -- why\nb, \"c  d\"") == "a b, \"c  d\"");
    CHECK(normalise_module_arguments(" ") == "");
    const std::string once = normalise_module_arguments("a ,,b( ,c )  float[4],");
    CHECK(once == "a, , b( ,c ) float[4],");
    CHECK(normalise_module_arguments(once) == once);
    CHECK(error_of("a, 'b", normalise_module_arguments) == "line 1: this quote is never closed: `'`");
    CHECK(error_of("a --@ end", normalise_module_arguments) ==
          "line 1: a directive has no place inside an expression");
}

TEST_CASE("a statement that makes a virtual table keeps its module's arguments as they are") {
    const std::string text =
        "select 1; create virtual table if not exists d using fts4(a,matchinfo=fts3 , content=\"t\" -- x\n);"
        "select a=1;create virtual table e using m;create virtual table f using m()";
    const std::string normal = normalise_sql(text);
    CHECK(normal ==
          "select 1;\n"
          "create virtual table if not exists d using fts4 ( a, matchinfo=fts3, content=\"t\" );\n"
          "select a = 1;\ncreate virtual table e using m;\ncreate virtual table f using m ( );\n");
    CHECK(normalise_sql(normal) == normal);
    CHECK(normalise_fragment("create virtual table d using fts4 ( a,  matchinfo=fts3 );") ==
          "create virtual table d using fts4(a, matchinfo=fts3)");
    CHECK(normalise_structure("create virtual table d using fts4(a,matchinfo=fts3)") ==
          "CREATE VIRTUAL TABLE d USING fts4 ( a, matchinfo=fts3 )");
    CHECK(error_of("create virtual table d using fts4 (a, 'b)", normalise_sql) ==
          "line 1: this quote is never closed: `'`");
    CHECK(normalise_structure("create virtual table d using fts4 (a, 'b)") ==
          "CREATE VIRTUAL TABLE d USING fts4 ( a , 'b)");
}

TEST_CASE("a trigger is one statement, whatever stands inside it") {
    const std::string trigger =
        "create trigger x after insert on t begin update t set a=case when 1 then 2 end; delete from t; end;";
    const std::string normal = normalise_sql(trigger + "select 1");
    CHECK(normal ==
          "create trigger x after insert on t begin update t set a = case when 1 then 2 end ; delete from t "
          "; end;\n"
          "select 1;\n");
    const auto steps = split_steps(normal);
    REQUIRE(steps.size() == 2);
    CHECK(steps[0].text ==
          "create trigger x after insert on t begin update t set a = case when 1 then 2 end ; delete from t "
          "; end");
    CHECK(steps[1].text == "select 1");
    CHECK(normalise_sql("CREATE TEMP TRIGGER x BEGIN SELECT 1; END") ==
          "CREATE TEMP TRIGGER x BEGIN SELECT 1 ; END;\n");
}

TEST_CASE("directives are steps of their own, in order") {
    const std::string text =
        normalise_sql("--@ rebuild users\nCREATE TABLE varve_new_users(a);\n--@ end\nSELECT 1");
    const auto steps = split_steps(text);
    REQUIRE(steps.size() == 4);
    CHECK((steps[0].directive && steps[0].text == "rebuild users"));
    CHECK((!steps[1].directive && steps[1].text == "CREATE TABLE varve_new_users ( a )"));
    CHECK((steps[2].directive && steps[2].text == "end"));
    CHECK((!steps[3].directive && steps[3].text == "SELECT 1"));
}

TEST_CASE("a text that cannot be normalised is refused, naming the line") {
    CHECK(error_of("SELECT 1;\nSELECT 'open", normalise_sql) == "line 2: this quote is never closed: `'`");
    CHECK(error_of("\n\n/* open", normalise_sql) == "line 3: this comment is never closed: write `*/`");
    CHECK(error_of("SELECT 1_000", normalise_sql) == "line 1: `1_000` is nothing that SQL knows");
    CHECK(error_of("SELECT 1\n--@ end\n", normalise_sql) ==
          "line 2: a directive stands inside a statement: end the statement with `;` first");
    CHECK(error_of("a --@ end", normalise_fragment) ==
          "line 1: a directive has no place inside an expression");
    CHECK(error_of("\x01", normalise_sql) == "line 1: a byte that SQL does not know: 0x01");
}

TEST_CASE("names lose their quotes, or keep double ones") {
    CHECK(unquote("\"a\"\"b\"") == "a\"b");
    CHECK(unquote("[a\"b]") == "a\"b");
    CHECK(unquote("`a``b`") == "a`b");
    CHECK(unquote("plain") == "plain");
    CHECK(normalise_structure("create table [x](`a` text, \"b c\" int, \"order\" int, \"true\" int)") ==
          "CREATE TABLE x ( a TEXT , \"b c\" INT , \"order\" INT , \"true\" INT )");
    CHECK(normalise_structure("CREATE TABLE \"na\xC3\xAFve\" (\"1a\", \"$a\", \"\")") ==
          "CREATE TABLE na\xC3\xAFve ( \"1a\" , \"$a\" , \"\" )");
}

TEST_CASE(
    "random bytes are lexed in order, and SQLite agrees about what is invalid and what normalisation keeps") {
    std::mt19937 random(7);
    const std::string_view alphabet = "ab_1.0xe'\"[]`-/*@;:$?#()|<>=! \n\t\\\xC3\xA9\xEF\xBB\xBF%&~,+";
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open(":memory:", &db) == SQLITE_OK);
    int valid = 0;
    for (int round = 0; round != 20000; ++round) {
        std::string text;
        for (auto size = random() % 24; size != 0; --size)
            text.push_back(alphabet[random() % alphabet.size()]);
        INFO(text);
        split_steps(text);
        normalise_structure(text);
        std::size_t last = 0;
        bool invalid = false;
        bool comparable = true;
        for (const SqlToken& token : sql_tokens(text)) {
            REQUIRE((token.begin >= last && token.end > token.begin && token.end <= text.size()));
            last = token.end;
            invalid = invalid || token.kind == Kind::invalid;
            // Directives are comments to SQLite, it closes an open comment itself, and it stops at a
            // semicolon.
            comparable = comparable && token.kind != Kind::directive && token.kind != Kind::semicolon &&
                         text.compare(token.begin, 2, "/*") != 0;
        }
        if (!comparable) continue;
        if (invalid) {
            REQUIRE_FALSE(prepares(db, "SELECT " + text));
            continue;
        }
        const std::string normal = normalise_fragment(text);
        REQUIRE(normalise_fragment(normal) == normal);
        REQUIRE(prepares(db, "SELECT " + text) == prepares(db, "SELECT " + normal));
        ++valid;
    }
    CHECK(valid > 1000);
    sqlite3_close(db);
}
