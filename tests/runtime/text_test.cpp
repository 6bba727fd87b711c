#include "runtime/src/sql_tokens.hpp"
#include "tests/support/catch.hpp"

using varve::detail::read_text;
using namespace std::string_literals;

namespace {

std::string accepted(std::string_view bytes) {
    std::string text;
    const auto problem = read_text(bytes, text);
    return problem ? "refused: " + problem->message : text;
}

std::string refused(std::string_view bytes) {
    std::string text;
    const auto problem = read_text(bytes, text);
    return problem ? std::to_string(problem->offset) + ": " + problem->message : "accepted";
}

}  // namespace

TEST_CASE("a byte order mark is dropped and CRLF becomes LF") {
    CHECK(accepted("\xEF\xBB\xBF"
                   "a\r\nb\n") == "a\nb\n");
    CHECK(accepted("") == "");
    CHECK(accepted("\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80") == "\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80");
}

TEST_CASE("UTF-16 is named, with or without its mark") {
    CHECK(refused("\xFF\xFE"
                  "a\0"s) == "0: UTF-16: save the file as UTF-8");
    CHECK(refused("\xFE\xFF\0a"s) == "0: UTF-16: save the file as UTF-8");
    CHECK(refused("a\0b\0"s) == "0: UTF-16: save the file as UTF-8");
    CHECK(refused("\0a\0b"s) == "0: UTF-16: save the file as UTF-8");
}

TEST_CASE("bytes that are no text are refused where they stand") {
    CHECK(refused("abc\0"s) == "3: a NUL byte: this is no text file");
    for (const char* bad : {"ab\xC3", "ab\xC0\xAF", "ab\xED\xA0\x80", "ab\xF4\x90\x80\x80", "ab\xE0\x80\x80",
                            "ab\x80", "ab\xF0\x9F\x98"}) {
        CHECK(refused(bad) == "2: not UTF-8: save the file as UTF-8");
    }
    CHECK(refused("a\rb") == "1: a lone carriage return: end lines with LF or CRLF");
    CHECK(refused("a\r") == "1: a lone carriage return: end lines with LF or CRLF");
}

TEST_CASE("git's conflict markers are refused at the start of a line, and only there") {
    for (const char* bad :
         {"a\n<<<<<<< HEAD\n", "a\n=======\nb", "a\n=======", "a\n>>>>>>> x", "a\n||||||| base\n"}) {
        CHECK(refused(bad) == "2: a conflict marker of git: finish the merge first");
    }
    CHECK(refused("a\r\n=======\r\n") == "3: a conflict marker of git: finish the merge first");
    for (const char* good : {"-- =======\n", "========\n", "a <<<<<<< b\n", "<<<<<<<b\n"}) {
        CHECK(accepted(good) == good);
    }
}
