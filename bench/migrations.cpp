// migrations <workload> <raw|varve> <database>   runs one side, prints its CPU nanoseconds and peak MiB
// migrations make <rows> <database>              orders at the first revision, with rows
// migrations same <workload> <database> <database>
//                                                whether both sides left the same structure and ledger
// migrations run <command> [argument…]           a command's CPU nanoseconds and peak MiB

#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include <varve/connection.hpp>
#include <varve/migrate.hpp>

#include "bench/raw_migrations.hpp"
#include "bench/usage.hpp"
#include "runtime/src/structure.hpp"

namespace rebuild {
const varve::Chain& chain();
}
namespace constraint {
const varve::Chain& chain();
}
namespace large {
const varve::Chain& chain();
}

namespace {

struct Workload {
    std::string_view name;
    const varve::Chain& (*chain)();
    void (*raw)(sqlite3* db, const varve::Chain& chain);
    bool replay;  ///< through every revision, though the database is new
};

const Workload workloads[] = {
    {"rebuild", rebuild::chain, bench::raw::move_note, false},
    {"constraint", constraint::chain, bench::raw::add_check, false},
    {"chain", large::chain, bench::raw::upgrade, true},
    {"fresh", large::chain, bench::raw::upgrade, false},
};

const Workload& find(std::string_view name) {
    for (const Workload& workload : workloads)
        if (workload.name == name) return workload;
    std::fputs("error: no such workload\n", stderr);
    std::exit(2);
}

void report(std::int64_t cpu, double mib) {
    std::printf("%lld %.1f\n", static_cast<long long>(cpu), mib);
}

int run_raw(const Workload& workload, const char* path) {
    sqlite3* db = nullptr;
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        nullptr) != SQLITE_OK)
        return 1;
    bench::raw::configure(db);
    workload.raw(db, workload.chain());
    sqlite3_close(db);
    return 0;
}

int run_varve(const Workload& workload, const char* path) {
    varve::Connection connection = varve::Connection::open({.path = path});
    const varve::Chain& chain = workload.chain();
    // A database at the first revision has every other one to run.
    if (workload.replay) varve::upgrade(connection, chain, {}, chain.revisions[0].digest);
    varve::upgrade(connection, chain);
    return 0;
}

int run_side(const Workload& workload, std::string_view side, const char* path) {
    const std::int64_t before = bench::cpu_ns();
    const int failed = side == "raw" ? run_raw(workload, path) : run_varve(workload, path);
    report(bench::cpu_ns() - before, bench::peak_mib());
    return failed;
}

int make(const char* rows, const char* path) {
    varve::Connection connection = varve::Connection::open({.path = path});
    varve::Chain chain = rebuild::chain();
    varve::upgrade(connection, chain, {}, chain.revisions[0].digest);
    connection.execute("PRAGMA cache_size=-400000");
    connection.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + std::string(rows) +
        ") INSERT INTO orders (id, customer, product, quantity, note, price, state, placed_at) "
        "SELECT i, i * 7919 % 100000, i * 104729 % 5000, i % 9 + 1, CASE i % 4 WHEN 0 THEN NULL ELSE "
        "'leave it at the door of number ' || i END, i % 1000 / 8.0, "
        "CASE i % 3 WHEN 0 THEN 'paid' WHEN 1 THEN 'shipped' ELSE 'returned' END, 1700000000000 + i FROM n");
    return 0;
}

/// Everything that a ledger holds but times, and the digests that contain them.
std::string ledger_of(varve::Connection& connection) {
    std::string all;
    const char* const queries[] = {
        "SELECT seq, format, schema, id, name, digest, body, parents, crossing, fingerprint, draft, "
        "compatible, "
        "inverse, grade, loses, build FROM varve_revisions ORDER BY seq",
        "SELECT seq, format, schema, action, id, forced, build FROM varve_log ORDER BY seq"};
    for (const char* sql : queries)
        sqlite3_exec(
            connection.native_handle(), sql,
            [](void* text, int count, char** values, char**) {
                for (int i = 0; i != count; ++i)
                    static_cast<std::string*>(text)->append(values[i]).push_back('\n');
                return 0;
            },
            &all, nullptr);
    return all;
}

int same(const Workload& workload, const char* raw, const char* varve) {
    varve::Connection one = varve::Connection::open({.path = raw});
    varve::Connection other = varve::Connection::open({.path = varve});
    const std::string_view expected = workload.chain().head()->fingerprint;
    const bool structure =
        varve::detail::fingerprint(varve::detail::read_structure(one.native_handle())) == expected &&
        varve::detail::fingerprint(varve::detail::read_structure(other.native_handle())) == expected;
    const bool ledger = ledger_of(one) == ledger_of(other) && !ledger_of(one).empty();
    if (!structure) std::fputs("error: the two sides leave different structures\n", stderr);
    if (!ledger) std::fputs("error: the two sides leave different ledgers\n", stderr);
    return structure && ledger ? 0 : 1;
}

int run_command(char** command) {
    const pid_t child = fork();
    if (child == 0) {
        execvp(command[0], command);
        _exit(127);
    }
    int status = 0;
    waitpid(child, &status, 0);
    const rusage used = bench::usage(RUSAGE_CHILDREN);
    report(bench::cpu_ns(used), static_cast<double>(used.ru_maxrss) / 1024.0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string_view mode = argc < 3 ? "" : argv[1];
    if (mode == "make" && argc == 4) return make(argv[2], argv[3]);
    if (mode == "same" && argc == 5) return same(find(argv[2]), argv[3], argv[4]);
    if (mode == "run") return run_command(argv + 2);
    if (argc == 4) return run_side(find(mode), argv[2], argv[3]);
    std::fputs(
        "usage: migrations <workload> <raw|varve> <database> | make <rows> <database> | "
        "same <workload> <database> <database> | run <command>\n",
        stderr);
    return 2;
}
