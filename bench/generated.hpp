#pragma once

#include <cstdint>

#include <bench_db/schema.hpp>

/// The same workloads by the generated accessors.
namespace bench::generated {

void insert(bench_db::Database& db, std::int64_t rows);
void insert_alone(bench_db::Database& db, std::int64_t rows);  ///< W6: a transaction each
void insert_many(bench_db::Database& db, std::int64_t rows);   ///< W1 again, 100 rows a statement
std::int64_t find(bench_db::Database& db, std::int64_t rows);
std::int64_t find_together(bench_db::Database& db, std::int64_t rows);
std::int64_t scan(bench_db::Database& db, std::int64_t rows);
std::int64_t update(bench_db::Database& db, std::int64_t rows);
std::int64_t find_email(bench_db::Database& db, std::int64_t rows);

}  // namespace bench::generated
