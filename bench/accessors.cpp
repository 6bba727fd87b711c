// accessors <database> <rows> <raw|generated> <workload>: runs one workload on a new database and prints its
// CPU time in nanoseconds an operation. What is counted by callgrind is `measured`, and nothing else.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "bench/generated.hpp"
#include "bench/raw.hpp"
#include "bench/usage.hpp"

namespace {

struct Workload {
    const char* name;
    std::int64_t (*raw)(sqlite3* db, std::int64_t rows);
    std::int64_t (*generated)(bench_db::Database& db, std::int64_t rows);
    bool empty;   ///< begins with an empty table
    bool writes;  ///< runs on the writing connection
};

const Workload workloads[] = {
    {"W1", [](sqlite3* db, std::int64_t n) { return bench::raw::insert(db, n), n; },
     [](bench_db::Database& db, std::int64_t n) { return bench::generated::insert(db, n), n; }, true, true},
    {"W1many", [](sqlite3* db, std::int64_t n) { return bench::raw::insert(db, n), n; },
     [](bench_db::Database& db, std::int64_t n) { return bench::generated::insert_many(db, n), n; }, true,
     true},
    {"W2", bench::raw::find, bench::generated::find, false, false},
    {"W2t", bench::raw::find_together, bench::generated::find_together, false, false},
    {"W3", bench::raw::scan, bench::generated::scan, false, false},
    {"W4", bench::raw::update, bench::generated::update, false, true},
    {"W5", bench::raw::find_email, bench::generated::find_email, false, false},
    {"W6", [](sqlite3* db, std::int64_t n) { return bench::raw::insert_alone(db, n), n; },
     [](bench_db::Database& db, std::int64_t n) { return bench::generated::insert_alone(db, n), n; }, true,
     true},
};

std::int64_t (*chosen_raw)(sqlite3*, std::int64_t);
std::int64_t (*chosen_generated)(bench_db::Database&, std::int64_t);

}  // namespace

/// Its own symbol: callgrind is told to count between its beginning and its end.
extern "C" [[gnu::noinline]] std::int64_t measured(bench_db::Database* db, sqlite3* handle,
                                                   std::int64_t rows) {
    return chosen_raw != nullptr ? chosen_raw(handle, rows) : chosen_generated(*db, rows);
}

int main(int argc, char** argv) {
    if (argc != 5) {
        std::fputs("usage: accessors <database> <rows> <raw|generated> <workload>\n", stderr);
        return 2;
    }
    const std::int64_t rows = std::atoll(argv[2]);
    const bool raw = std::strcmp(argv[3], "raw") == 0;
    for (const Workload& workload : workloads) {
        if (std::strcmp(workload.name, argv[4]) != 0) continue;
        bench_db::Database db =
            bench_db::Database::open({.path = argv[1], .synchronous = varve::Synchronous::normal});
        if (!workload.empty) bench::raw::insert(db.native_handle(), rows);
        varve::Connection connection =
            varve::Connection::open({.path = argv[1], .synchronous = varve::Synchronous::normal});
        sqlite3* const handle = connection.native_handle();
        if (raw)
            chosen_raw = workload.raw;
        else
            chosen_generated = workload.generated;
        if (!workload.writes)
            (raw ? workload.raw(handle, rows) : workload.generated(db, rows));  // warm caches
        const std::int64_t before = bench::cpu_ns();
        const std::int64_t sum = measured(&db, handle, rows);
        const std::int64_t spent = bench::cpu_ns() - before;
        std::printf("%lld %lld\n", static_cast<long long>(spent / rows), static_cast<long long>(sum));
        return 0;
    }
    std::fputs("error: no such workload\n", stderr);
    return 2;
}
