#include "generator/history/lock.hpp"

#include "generator/history/lock_line.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "tests/generator/history/chain_fixture.hpp"
#include "tests/support/catch.hpp"

namespace varve::compiler {
namespace {

std::string digest(char c) {
    return std::string(64, c);
}

LockRecord record(char id, std::vector<std::string> parents, std::string name) {
    LockRecord made;
    made.digest = digest(id);
    made.parents = std::move(parents);
    made.ways.assign(std::max<std::size_t>(made.parents.size(), 1), {digest('b'), "", ""});
    made.fingerprint = digest('f');
    made.name = std::move(name);
    made.message = "a \"quoted\" word, a \\, a line\nend, a bell \x07, an é and sum=0";
    return made;
}

Lock three() {
    Lock lock;
    lock.records.push_back(record('1', {}, "initial"));
    lock.records.push_back(record('2', {digest('1')}, "add_phone"));
    lock.records.push_back(record('3', {digest('2')}, "add_posts"));
    lock.records[1].ways[0].down = digest('d');
    lock.records[2].ways[0].proof = digest('e');
    return lock;
}

struct Reading {
    std::optional<Lock> lock;
    std::string told;
};

Reading read(std::string text) {
    SourceSet sources;
    DiagnosticSink sink;
    const std::uint32_t file = sources.add("chain.lock", std::move(text));
    std::optional<Lock> lock = parse_lock(sources, file, sink);
    std::string told;
    for (const Diagnostic& diagnostic : sink.diagnostics()) {
        const Position at = sources[file].position(diagnostic.span.begin);
        told += std::to_string(at.line) + ":" + std::to_string(at.column) + " " +
                std::string(id_of(diagnostic.kind)) + " " + diagnostic.message + "\n";
    }
    REQUIRE(lock.has_value() == told.empty());
    return {std::move(lock), std::move(told)};
}

/// The lines of a lock, each with its end.
std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at) + 1;
        lines.push_back(text.substr(at, end - at));
        at = end;
    }
    return lines;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines)
        text += line;
    return text;
}

std::string with_sum(const std::string& line) {
    return line + " sum=" + lock_line_sum(line) + "\n";
}

const std::string header = "varve lock 1\n";

}  // namespace

TEST_CASE("a merge's line has its parents' ways in lists") {
    Lock lock = three();
    lock.records[2].parents = {digest('2'), digest('1')};
    lock.records[2].ways = {{digest('b'), "", digest('e')}, {digest('c'), digest('d'), ""}};
    const std::string text = write_lock(lock);
    REQUIRE(text.find(" body=" + digest('b') + "," + digest('c') + " down=-," + digest('d') +
                      " proof=" + digest('e') + ",- fingerprint=") != std::string::npos);
    const Reading reading = read(text);
    REQUIRE(reading.told.empty());
    REQUIRE(reading.lock->records[2].ways == lock.records[2].ways);
    REQUIRE(reading.lock->records[2].is_merge());
}

TEST_CASE("a lock reads back as it was written") {
    const Lock lock = three();
    const std::string text = write_lock(lock);
    const Reading reading = read(text);
    REQUIRE(reading.told == "");
    REQUIRE(write_lock(*reading.lock) == text);
    for (std::size_t i = 0; i != 3; ++i) {
        REQUIRE(reading.lock->records[i].message == lock.records[i].message);
        REQUIRE(reading.lock->records[i].parents == lock.records[i].parents);
        REQUIRE(reading.lock->records[i].ways == lock.records[i].ways);
    }
    REQUIRE(reading.lock->records[1].span ==
            Span{0, 13 + static_cast<std::uint32_t>(lines_of(text)[1].size()),
                 12 + static_cast<std::uint32_t>(lines_of(text)[1].size() + lines_of(text)[2].size())});
}

TEST_CASE("the text of a lock is fixed for ever") {
    LockRecord first = record('1', {}, "initial");
    first.message = "a \"first\" table";
    REQUIRE(write_lock({{first}}) ==
            "varve lock 1\n"
            "revision sha256 digest=" +
                digest('1') + " parents=- body=" + digest('b') + " down=- proof=- fingerprint=" +
                digest('f') + " name=initial message=\"a \\\"first\\\" table\" sum=a3fc2ba8d5d73421\n");
    REQUIRE(read(header).lock->records.empty());
}

TEST_CASE("CRLF in a lock is read through the normalisation of all texts") {
    std::string crlf;
    for (char c : write_lock(three()))
        crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
    std::string text;
    REQUIRE_FALSE(detail::read_text(crlf, text));
    REQUIRE(read(text).told == "");
}

TEST_CASE("every flipped bit of a lock is found, and its line named") {
    const std::string text = write_lock(three());
    std::size_t line = 1;
    for (std::size_t at = 0; at != text.size(); ++at) {
        for (int bit = 0; bit != 8; ++bit) {
            std::string flipped = text;
            flipped[at] = static_cast<char>(flipped[at] ^ (1 << bit));
            const std::string told = read(flipped).told;
            INFO("byte " << at << ", bit " << bit << ": " << told);
            REQUIRE(told.find(std::to_string(line) + ":") != std::string::npos);
        }
        if (text[at] == '\n') ++line;
    }
}

TEST_CASE("every truncation of a lock is found, but at the end of a line") {
    const std::string text = write_lock(three());
    for (std::size_t size = 0; size != text.size(); ++size) {
        const std::string cut = text.substr(0, size);
        const bool whole = size != 0 && cut.back() == '\n';
        INFO("size " << size);
        REQUIRE(read(cut).told.empty() == whole);
    }
    REQUIRE(read("").told == "1:1 V0402 the lock is empty: expected `varve lock 1` on its first line\n");
    REQUIRE(read(header + "revision sha256\n").told ==
            "2:1 V0402 the line is cut short: it does not end in ` sum=` and 16 hex digits\n");
}

TEST_CASE("a lock without its last line end is cut short") {
    std::string text = write_lock(three());
    text.pop_back();
    REQUIRE(read(text).told.find("V0402 the last line has no line end: the lock is cut short") !=
            std::string::npos);
}

TEST_CASE("lines that are swapped, doubled or removed are found") {
    const std::vector<std::string> lines = lines_of(write_lock(three()));
    REQUIRE(
        read(lines[0] + lines[2] + lines[1] + lines[3]).told ==
        "2:1 V0406 revision `add_phone` (222222222222) stands on 111111111111, whose line is not above it: "
        "lines were reordered\n");
    REQUIRE(
        read(lines[0] + lines[1] + lines[3]).told ==
        "3:1 V0406 revision `add_posts` (333333333333) stands on 222222222222, which has no line: a line was "
        "removed\n");
    REQUIRE(read(joined(lines) + lines[2]).told ==
            "5:1 V0407 revision `add_phone` (222222222222) stands in the lock twice\n");
    REQUIRE(read(lines[1] + lines[2]).told == "1:1 V0401 expected `varve lock 1` on the first line\n");
    REQUIRE(read(lines[0] + "\n" + lines[1]).told ==
            "2:1 V0402 the line is cut short: it does not end in ` sum=` and 16 hex digits\n");
}

TEST_CASE("an edited line is told from one that a newer varve wrote") {
    const std::string line = lines_of(write_lock(three()))[1];
    std::string edited = line;
    edited.replace(edited.find("name=initial"), 12, "name=Initial");
    REQUIRE(read(header + edited).told.find("2:1 V0403 the line was edited: it says `sum=") == 0);
    REQUIRE(read("varve lock 2\n" + line).told ==
            "1:1 V0404 this varve reads `varve lock 1`, and this lock is "
            "`varve lock 2`\n");
    REQUIRE(read(header + with_sum("superseded sha256 digest=x")).told ==
            "2:1 V0404 this varve knows no lock record `superseded`\n");
    REQUIRE(read(header + with_sum("revision blake3 digest=x")).told ==
            "2:10 V0405 this varve knows no digest `blake3`, only `sha256`\n");
}

TEST_CASE("a malformed line with a sound checksum names what was expected, and where") {
    const std::string start = "revision sha256 digest=" + digest('1');
    REQUIRE(read(header + with_sum("revision sha256 digest=12")).told ==
            "2:17 V0401 expected 64 hex digits after `digest=`\n");
    REQUIRE(read(header + with_sum(start + " parents=x")).told ==
            "2:89 V0401 expected `-` or digests of 64 hex digits joined by commas after `parents=`\n");
    REQUIRE(read(header + with_sum(start + " body=x")).told == "2:89 V0401 expected `parents=`\n");
    const std::string middle =
        start + " parents=- body=" + digest('b') + " down=- proof=- fingerprint=" + digest('f');
    REQUIRE(read(header + with_sum(middle + " name= message=\"\""))
                .told.find("V0401 expected the revision's name after `name=`") != std::string::npos);
    for (const char* message :
         {"message=x", "message=\"", "message=\"\\q\"", "message=\"\\u0100\"", "note=\"\""})
        REQUIRE(read(header + with_sum(middle + " name=a " + message))
                    .told.find("V0401 expected `message=` and a text in double quotes") != std::string::npos);
    REQUIRE(read(header + with_sum(middle + " name=a message=\"\\u0041\"")).told ==
            "2:1 V0401 the line is not in the form that varve writes\n");
}

TEST_CASE("conflict markers in a lock are called by their name") {
    const std::vector<std::string> lines = lines_of(write_lock(three()));
    REQUIRE(
        read(lines[0] + lines[1] + "<<<<<<< HEAD\n" + lines[2] + "=======\n" + lines[2] + ">>>>>>> topic\n")
            .told ==
        "3:1 V0002 the lock holds an unresolved merge conflict\n"
        "5:1 V0002 the lock holds an unresolved merge conflict\n"
        "7:1 V0002 the lock holds an unresolved merge conflict\n");
    REQUIRE(read("<<<<<<< HEAD\n" + joined(lines)).told ==
            "1:1 V0002 the lock holds an unresolved merge conflict\n");
}

}  // namespace varve::compiler
