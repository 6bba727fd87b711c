#include "generator/history/verify_base.hpp"

#include "generator/base/render.hpp"
#include "generator/history/lock_line.hpp"
#include "tests/support/catch.hpp"

namespace varve::compiler {
namespace {

LockRecord record(char id, std::vector<std::string> parents, std::string name) {
    LockRecord made;
    made.digest = std::string(64, id);
    made.parents = std::move(parents);
    made.ways = {{std::string(64, 'b'), "", ""}};
    made.fingerprint = std::string(64, 'f');
    made.name = std::move(name);
    return made;
}

Lock line(const std::string& ids) {
    Lock lock;
    for (const char id : ids) {
        std::vector<std::string> parents;
        if (!lock.records.empty()) parents.push_back(lock.records.back().digest);
        lock.records.push_back(record(id, parents, std::string("step_") + id));
    }
    return lock;
}

/// What is said of today's lock, as its reader would see it.
std::string told(const Lock& base, const Lock& today) {
    SourceSet sources;
    DiagnosticSink sink;
    const std::uint32_t file = sources.add("chain.lock", write_lock(today));
    const std::optional<Lock> read = parse_lock(sources, file, sink);
    REQUIRE(read);
    const Span whole{sources.add("chain.lock", ""), 0, 0};
    verify_base(base, "origin/main", *read, whole, sink);
    std::string out;
    for (const Diagnostic& diagnostic : sink.diagnostics())
        out += std::to_string(sources[diagnostic.span.file].position(diagnostic.span.begin).line) + " [" +
               std::string(id_of(diagnostic.kind)) + "] " + diagnostic.message + "\n";
    return out;
}

TEST_CASE("a lock that continues the base's is right", "[history]") {
    CHECK(told({}, {}) == "");
    CHECK(told({}, line("12")) == "");
    CHECK(told(line("12"), line("12")) == "");
    CHECK(told(line("12"), line("123")) == "");
}

TEST_CASE("a base that is contained may stand among others", "[history]") {
    Lock base = line("1");
    base.records.push_back(record('3', {base.records[0].digest}, "step_3"));
    Lock today = line("12");
    today.records.push_back(record('3', {today.records[0].digest}, "step_3"));
    CHECK(told(base, today) == "");
}

TEST_CASE("a revision of the base that is gone is named", "[history]") {
    CHECK(told(line("12"), line("1")) ==
          "1 [V0426] revision `step_2` (222222222222) is frozen in `origin/main` and is not in this lock\n");
    CHECK(told(line("12"), {}) ==
          "1 [V0426] revision `step_1` (111111111111) is frozen in `origin/main` and is not in this lock\n"
          "1 [V0426] revision `step_2` (222222222222) is frozen in `origin/main` and is not in this lock\n");
}

TEST_CASE("a revision that was frozen anew is named with both ids", "[history]") {
    Lock today = line("13");
    today.records[1].name = "step_2";
    CHECK(told(line("12"), today) ==
          "3 [V0427] revision `step_2` was frozen anew: it is 333333333333 here and 222222222222 in "
          "`origin/main`\n");
}

TEST_CASE("a line that says something else of the same revision is named", "[history]") {
    Lock today = line("12");
    today.records[0].ways[0].down = std::string(64, 'd');
    CHECK(told(line("12"), today) ==
          "2 [V0428] the line of revision `step_1` (111111111111) is another than in `origin/main`\n");
}

}  // namespace
}  // namespace varve::compiler
