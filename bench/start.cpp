// start make <1|1000> <database>    a database at the first or the last revision of the large chain
// start upgrade <1|1000> <database> CPU nanoseconds that `upgrade` adds at head to opening a connection and
// its
//                                   first statement: the median of many rounds, with and without in turn
// start once <1|1000> <database>    what a program does that finds nothing to do: opens, upgrades, reads one
// row start run <times> <command…>      CPU nanoseconds of a command: the median of so many processes

#include <sqlite3.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

#include <varve/connection.hpp>
#include <varve/migrate.hpp>

#include "bench/usage.hpp"

namespace large {
const varve::Chain& chain();
}

namespace {

std::int64_t thread_ns() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec * std::int64_t{1000000000} + now.tv_nsec;
}

/// The large chain, cut off behind its first revisions.
varve::Chain first(std::size_t revisions) {
    varve::Chain chain = large::chain();
    chain.count = std::min(chain.count, revisions);
    return chain;
}

void read_one_row(varve::Connection& connection) {
    sqlite3_stmt* statement = nullptr;
    const bool read = sqlite3_prepare_v2(connection.native_handle(), "SELECT name FROM things_0 LIMIT 1", -1,
                                         &statement, nullptr) == SQLITE_OK &&
                      sqlite3_step(statement) != SQLITE_ERROR;
    sqlite3_finalize(statement);
    if (!read) std::abort();
}

std::int64_t open_and_read(const char* path, const varve::Chain* chain) {
    const std::int64_t before = thread_ns();
    varve::Connection connection = varve::Connection::open({.path = path});
    if (chain != nullptr) varve::upgrade(connection, *chain);
    read_one_row(connection);
    return thread_ns() - before;
}

std::int64_t median(std::vector<std::int64_t> values) {
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                     values.end());
    return values[values.size() / 2];
}

/// One connection stays open, so that the last of each round does not check point.
int measure_upgrade(const varve::Chain& chain, const char* path) {
    varve::Connection stays = varve::Connection::open({.path = path});
    read_one_row(stays);
    std::vector<std::int64_t> added;
    for (int round = 0; round != 400; ++round) {
        const std::int64_t without = open_and_read(path, nullptr);
        added.push_back(open_and_read(path, &chain) - without);
    }
    std::printf("%lld\n", static_cast<long long>(median(std::move(added))));
    return 0;
}

int make(const varve::Chain& chain, const char* path) {
    varve::Connection connection = varve::Connection::open({.path = path});
    varve::upgrade(connection, large::chain(), {}, chain.head()->digest);
    return 0;
}

std::int64_t run_once(char** command) {
    const std::int64_t before = bench::cpu_ns(bench::usage(RUSAGE_CHILDREN));
    const pid_t child = fork();
    if (child == 0) {
        execv(command[0], command);
        _exit(127);
    }
    int status = 0;
    waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        std::fprintf(stderr, "error: %s fails\n", command[0]);
        std::exit(1);
    }
    return bench::cpu_ns(bench::usage(RUSAGE_CHILDREN)) - before;
}

int run(int times, char** command) {
    std::vector<std::int64_t> spent;
    for (int i = 0; i != times; ++i)
        spent.push_back(run_once(command));
    std::printf("%lld\n", static_cast<long long>(median(std::move(spent))));
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string_view mode = argc < 4 ? "" : argv[1];
    if (mode == "run") return run(std::atoi(argv[2]), argv + 3);
    if (argc == 4) {
        const varve::Chain chain = first(static_cast<std::size_t>(std::atoi(argv[2])));
        if (mode == "make") return make(chain, argv[3]);
        if (mode == "upgrade") return measure_upgrade(chain, argv[3]);
        if (mode == "once") return open_and_read(argv[3], &chain), 0;
    }
    std::fputs("usage: start make|upgrade|once <revisions> <database> | run <times> <command…>\n", stderr);
    return 2;
}
