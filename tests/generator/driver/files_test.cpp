#include "generator/driver/files.hpp"

#include <csignal>

#include <unistd.h>

#include "generator/driver/held_signals.hpp"
#include "generator/driver/seal.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/workspace.hpp"

using namespace varve::compiler;
using varve::tests::Workspace;

TEST_CASE("a file is written whole, with its directories", "[files]") {
    const Workspace work;
    write_file(work.path("a/b/c.txt"), "one\n");
    CHECK(read_file(work.path("a/b/c.txt")) == "one\n");
    write_file(work.path("a/b/c.txt"), "two\n");
    CHECK(read_file(work.path("a/b/c.txt")) == "two\n");
    CHECK(list_directory(work.path("a/b")) == std::vector<std::string>{"c.txt"});
}

TEST_CASE("an equal file is left alone", "[files]") {
    const Workspace work;
    CHECK(write_if_changed(work.path("x"), "same"));
    const auto before = std::filesystem::last_write_time(work.path("x"));
    CHECK_FALSE(write_if_changed(work.path("x"), "same"));
    CHECK(std::filesystem::last_write_time(work.path("x")) == before);
    CHECK(write_if_changed(work.path("x"), "other"));
}

TEST_CASE("a directory appears whole or not at all", "[files]") {
    const Workspace work;
    write_directory(work.path("chain/0001_a"), {{"up.sql", "x"}, {"stamp", "y"}});
    CHECK(list_directory(work.path("chain/0001_a")) == std::vector<std::string>{"stamp", "up.sql"});
    CHECK_THROWS_AS(write_directory(work.path("chain/0001_a"), {}), FileError);
    CHECK(list_directory(work.path("chain")) == std::vector<std::string>{"0001_a"});
}

TEST_CASE("nothing of a directory stays when a file of it cannot be written", "[files]") {
    const Workspace work;
    const std::string long_name(300, 'x');
    CHECK_THROWS_AS(write_directory(work.path("chain/0001_a"), {{"up.sql", "x"}, {long_name, "y"}}),
                    FileError);
    CHECK(std::filesystem::is_empty(work.path("chain")));
}

TEST_CASE("what a killed writer left goes, what a living one writes stays", "[files]") {
    const Workspace work;
    const std::string living = ".chain.lock." + std::to_string(::getpid()) + ".tmp";
    write_file(work.path(".chain.lock.2147483646.tmp"), "half");
    write_file(work.path(".0002_a.2147483646.tmp/up.sql"), "half");
    write_file(work.path(living), "half");
    write_file(work.path(".hidden.tmp"), "the user's");
    remove_leftovers(work.path());
    CHECK_FALSE(work.exists(".chain.lock.2147483646.tmp"));
    CHECK_FALSE(work.exists(".0002_a.2147483646.tmp"));
    CHECK(work.exists(living));
    CHECK(work.exists(".hidden.tmp"));
}

TEST_CASE("a freeze whose lock cannot be written leaves the draft alone", "[files]") {
    const Workspace work;
    write_file(work.path("shop.chain/draft_first/up.sql"), "SELECT 1;");
    write_file(work.path("shop.chain/chain.lock"), "as it was");
    const std::string blocked = ".chain.lock." + std::to_string(::getpid()) + ".tmp";
    write_file(work.path("shop.chain/" + blocked + "/inside"), "");
    const Sealed first{"draft_first", "0001_first", std::string(64, 'a'), {"up.sql"}};
    CHECK_THROWS_AS(seal(work.path("shop.chain"), first, {}), FileError);
    CHECK(list_directory(work.path("shop.chain")) == std::vector<std::string>{"chain.lock", "draft_first"});
    CHECK(work.read("shop.chain/chain.lock") == "as it was");

    std::filesystem::remove_all(work.path("shop.chain/" + blocked));
    seal(work.path("shop.chain"), first, {});
    CHECK(list_directory(work.path("shop.chain")) == std::vector<std::string>{"0001_first", "chain.lock"});
    CHECK(work.read("shop.chain/0001_first/up.sql") == "SELECT 1;");
}

TEST_CASE("a signal waits while something is written in several steps", "[files]") {
    static int met = 0;
    struct sigaction counting = {};
    counting.sa_handler = [](int) { ++met; };
    struct sigaction before = {};
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        met = 0;
        REQUIRE(sigaction(signal, &counting, &before) == 0);
        {
            const HeldSignals held;
            {
                const HeldSignals within;
                raise(signal);
            }
            CHECK(met == 0);
        }
        CHECK(met == 1);
        sigaction(signal, &before, nullptr);
    }
}

TEST_CASE("a file that cannot be read says which and why", "[files]") {
    const Workspace work;
    const std::string missing = work.path("missing").string();
    CHECK_THROWS_WITH(read_file(missing), "cannot read " + missing + ": No such file or directory");
    CHECK_THROWS_WITH(read_file(work.path()), "cannot read " + work.path().string() + ": Is a directory");
}

TEST_CASE("nothing half written stays when a directory is in the way", "[files]") {
    const Workspace work;
    std::filesystem::create_directories(work.path("taken/inside"));
    CHECK_THROWS_AS(write_file(work.path("taken"), "text"), FileError);
    CHECK(std::filesystem::is_directory(work.path("taken/inside")));
    std::size_t entries = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(work.path()))
        ++entries;
    CHECK(entries == 1);
}
