#include "generator/history/moving_line.hpp"

#include "generator/base/render.hpp"
#include "tests/support/catch.hpp"

namespace varve::compiler {
namespace {

LockRecord record(char id, const std::string& parents) {
    LockRecord made;
    made.digest = std::string(64, id);
    for (const char parent : parents)
        made.parents.emplace_back(64, parent);
    made.name = std::string("r") + id;
    return made;
}

/// "a b:a c:ab": each revision and its parents.
Lock lock_of(const std::string& words) {
    Lock lock;
    for (std::size_t at = 0; at < words.size(); at = words.find(' ', at) + 1) {
        const std::string word = words.substr(at, words.find(' ', at) - at);
        lock.records.push_back(record(word[0], word.substr(std::min<std::size_t>(2, word.size()))));
        if (words.find(' ', at) == std::string::npos) break;
    }
    return lock;
}

std::string moving(const std::string& today, const std::vector<std::string>& bases) {
    SourceSet sources;
    DiagnosticSink sink;
    const Span span{sources.add("chain.lock", ""), 0, 0};
    const Lock lock = lock_of(today);
    std::vector<BaseLock> locks;
    for (const std::string& base : bases)
        locks.push_back({"base" + std::to_string(locks.size() + 1), lock_of(base)});
    const MovingLine line = find_moving_line(lock, locks, span, sink);
    if (sink.has_errors()) return render(sink.diagnostics().front(), sources);
    std::string found;
    for (const std::size_t place : line.records)
        found += lock.records[place].digest.front();
    return found + " onto " + line.onto.substr(0, 1);
}

}  // namespace

TEST_CASE("what the base does not hold moves behind its head", "[rebase]") {
    CHECK(moving("a b:a x:a c:b y:x", {"a b:a c:b"}) == "xy onto c");
    CHECK(moving("a b:a x:b", {"a b:a"}) == " onto b");
    CHECK(moving("a b:a", {"a b:a"}) == " onto b");
    CHECK(moving("a b", {"b"}) == "a onto b");
    CHECK(moving("a", {""}) == " onto ");
    CHECK(moving("a b:a c:a d:bc x:b", {"a b:a c:a d:bc"}) == "x onto d");
}

TEST_CASE("what cannot be moved is named, with the way out", "[rebase]") {
    CHECK(moving("a x:a", {"a b:a"}) ==
          "chain.lock:1:1: error: `base1` holds revision `rb` (bbbbbbbbbbbb), and this lock does not [V0713]\n"
          "help: bring it here first, with its line in the lock: `git merge base1`\n");
    CHECK(moving("a b:a x:a", {"a b:a", "a x:a"})
              .find("revision `rx` (xxxxxxxxxxxx) is frozen in `base2` and not "
                    "in `base1`: it stays where it is [V0713]") != std::string::npos);
    CHECK(moving("a b:a x:a y:a", {"a b:a"})
              .find("revision `ry` (yyyyyyyyyyyy) does not stand on `rx` "
                    "(xxxxxxxxxxxx): these are two lines [V0713]") != std::string::npos);
    CHECK(moving("a b:a x:a y:bx", {"a b:a"})
              .find("revision `ry` (yyyyyyyyyyyy) is a merge, which stays where it is "
                    "[V0713]") != std::string::npos);
    CHECK(moving("a b:a c:a x:c", {"a b:a c:a"})
              .find("`base1` itself has two heads, `rb` (bbbbbbbbbbbb) and `rc` "
                    "(cccccccccccc) [V0713]") != std::string::npos);
}

}  // namespace varve::compiler
