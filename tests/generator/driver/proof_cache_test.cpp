#include "generator/driver/proof_cache.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "generator/driver/files.hpp"
#include "tests/support/as_nobody.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/workspace.hpp"

using namespace varve::compiler;
using varve::tests::Workspace;

namespace {

std::filesystem::path only_fact(const Workspace& work) {
    const std::vector<std::string> names = list_directory(work.path("cache"));
    REQUIRE(names.size() == 1);
    return work.path("cache") / names.front();
}

std::string written_by(int writer) {
    return std::string(40000 + static_cast<std::size_t>(writer), static_cast<char>('a' + writer));
}

}  // namespace

TEST_CASE("a fact is found again under its kind and key alone", "[proof_cache]") {
    const Workspace work;
    ProofCache cache(work.path("cache"));
    CHECK_FALSE(cache.find("proof", "k").has_value());
    const std::string text("one\nline\0and a byte", 19);
    cache.keep("proof", "k", text);
    CHECK(cache.find("proof", "k") == text);
    CHECK(ProofCache(work.path("cache")).find("proof", "k") == text);
    CHECK_FALSE(cache.find("proof", "k2").has_value());
    CHECK_FALSE(cache.find("head", "k").has_value());
    cache.keep("proof", "k", "");
    CHECK(cache.find("proof", "k") == "");
}

TEST_CASE("a cache without a directory remembers nothing", "[proof_cache]") {
    ProofCache cache{std::filesystem::path()};
    cache.keep("proof", "k", "text");
    CHECK_FALSE(cache.remembers());
    CHECK_FALSE(cache.find("proof", "k").has_value());
}

TEST_CASE("a damaged fact is as good as none", "[proof_cache]") {
    const Workspace work;
    ProofCache cache(work.path("cache"));
    cache.keep("proof", "k", "the proof of everything");
    const std::filesystem::path place = only_fact(work);
    const std::string whole = read_file(place);
    for (std::size_t at = 0; at != whole.size(); ++at) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 1);
        write_file(place, damaged);
        CHECK_FALSE(cache.find("proof", "k").has_value());
        write_file(place, whole.substr(0, at));
        CHECK_FALSE(cache.find("proof", "k").has_value());
    }
    write_file(place, whole + "more");
    CHECK_FALSE(cache.find("proof", "k").has_value());
    cache.keep("proof", "k", "again");
    CHECK(cache.find("proof", "k") == "again");
}

TEST_CASE("a fact of another format is as good as none", "[proof_cache]") {
    const Workspace work;
    ProofCache cache(work.path("cache"));
    cache.keep("proof", "k", "text");
    const std::filesystem::path place = only_fact(work);
    std::string other = read_file(place);
    REQUIRE(other.starts_with("varve-fact-1 "));
    other[11] = '2';
    write_file(place, other);
    CHECK_FALSE(cache.find("proof", "k").has_value());
}

TEST_CASE("a fact under another fact's name is as good as none", "[proof_cache]") {
    const Workspace work;
    ProofCache cache(work.path("cache"));
    cache.keep("proof", "good", "proved");
    const std::filesystem::path good = only_fact(work);
    cache.keep("proof", "bad", "proved");
    for (const std::string& name : list_directory(work.path("cache")))
        if (work.path("cache") / name != good) write_file(work.path("cache") / name, read_file(good));
    CHECK_FALSE(cache.find("proof", "bad").has_value());
}

TEST_CASE("writers at the same time leave whole facts", "[proof_cache]") {
    const Workspace work;
    std::vector<pid_t> writers;
    for (int writer = 0; writer != 4; ++writer) {
        const pid_t child = fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            ProofCache cache(work.path("cache"));
            for (int i = 0; i != 25; ++i)
                cache.keep("proof", "k", written_by(writer));
            _exit(0);
        }
        writers.push_back(child);
    }
    const ProofCache cache(work.path("cache"));
    for (int i = 0; i != 50; ++i)
        if (const auto text = cache.find("proof", "k")) CHECK(*text == written_by(text->front() - 'a'));
    for (const pid_t writer : writers)
        waitpid(writer, nullptr, 0);
    const auto text = cache.find("proof", "k");
    REQUIRE(text);
    CHECK(*text == written_by(text->front() - 'a'));
    CHECK(std::distance(std::filesystem::directory_iterator(work.path("cache")), {}) == 1);
}

TEST_CASE("a directory that cannot be written or read is only slower", "[proof_cache]") {
    const Workspace work;
    std::filesystem::create_directory(work.path("cache"));
    std::filesystem::permissions(work.path("cache"), std::filesystem::perms::none);
    {
        const AsNobody nobody;
        ProofCache cache(work.path("cache"));
        cache.keep("proof", "k", "text");
        CHECK_FALSE(cache.find("proof", "k").has_value());
    }
    write_file(work.path("file"), "");
    ProofCache cache(work.path("file"));
    cache.keep("proof", "k", "text");
    CHECK_FALSE(cache.find("proof", "k").has_value());
    std::filesystem::permissions(work.path("cache"), std::filesystem::perms::all);
}

TEST_CASE("facts that were not asked for longest make room", "[proof_cache]") {
    const Workspace work;
    ProofCache cache(work.path("cache"), {.facts = 3, .bytes = 10000});
    const auto wait = [] { usleep(20000); };
    for (const char* key : {"a", "b", "c"}) {
        cache.keep("proof", key, key);
        wait();
    }
    CHECK(cache.find("proof", "a") == "a");
    wait();
    cache.keep("proof", "d", "d");
    CHECK_FALSE(cache.find("proof", "b").has_value());
    CHECK(cache.find("proof", "a") == "a");
    CHECK(cache.find("proof", "c") == "c");
    wait();
    cache.keep("proof", "large", std::string(20000, 'x'));
    CHECK(cache.find("proof", "large").has_value());
    CHECK(list_directory(work.path("cache")).size() == 1);
}
