#include "bench/generated.hpp"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "bench/data.hpp"

namespace bench::generated {
namespace {

using bench_db::Snapshot;
using bench_db::Transaction;
using bench_db::User;

std::int64_t weigh(const User::View& row) {
    return row.id + static_cast<std::int64_t>(row.email.size()) + row.is_active;
}

void insert_one(Transaction& tx, std::int64_t i) {
    const Address address(i);
    const std::int64_t id = tx.users.insert({.email = address.view(),
                                             .full_name = "Ada Lovelace",
                                             .is_active = i % 3 != 0,
                                             .created_at = varve::Timestamp{1700000000000 + i}});
    if (id != i) std::abort();
}

std::int64_t find_in(const Snapshot& s, std::int64_t id) {
    const auto row = s.users.find(id);
    if (!row) std::abort();
    return weigh(*row);
}

}  // namespace

void insert(bench_db::Database& db, std::int64_t rows) {
    db.write([rows](Transaction& tx) {
        for (std::int64_t i = 1; i <= rows; ++i)
            insert_one(tx, i);
    });
}

void insert_alone(bench_db::Database& db, std::int64_t rows) {
    for (std::int64_t i = 1; i <= rows; ++i)
        db.write([i](Transaction& tx) { insert_one(tx, i); });
}

void insert_many(bench_db::Database& db, std::int64_t rows) {
    db.write([rows](Transaction& tx) {
        std::vector<Address> addresses;
        std::vector<User::New> batch;
        for (std::int64_t done = 0; done < rows;) {
            const std::int64_t size = std::min<std::int64_t>(100, rows - done);
            addresses.clear();
            batch.clear();
            for (std::int64_t i = 1; i <= size; ++i)
                addresses.emplace_back(done + i);
            for (std::int64_t i = 1; i <= size; ++i)
                batch.push_back({.email = addresses[static_cast<std::size_t>(i - 1)].view(),
                                 .full_name = "Ada Lovelace",
                                 .is_active = (done + i) % 3 != 0,
                                 .created_at = varve::Timestamp{1700000000000 + done + i}});
            tx.users.insert_many(batch);
            done += size;
        }
    });
}

std::int64_t find(bench_db::Database& db, std::int64_t rows) {
    std::int64_t sum = 0;
    for (std::int64_t i = 0; i != rows; ++i)
        sum += db.read([&](const Snapshot& s) { return find_in(s, scattered(i, rows)); });
    return sum;
}

std::int64_t find_together(bench_db::Database& db, std::int64_t rows) {
    return db.read([rows](const Snapshot& s) {
        std::int64_t sum = 0;
        for (std::int64_t i = 0; i != rows; ++i)
            sum += find_in(s, scattered(i, rows));
        return sum;
    });
}

std::int64_t scan(bench_db::Database& db, std::int64_t) {
    return db.read([](const Snapshot& s) {
        std::int64_t sum = 0;
        for (const User::View& row : s.users.all())
            sum += weigh(row);
        return sum;
    });
}

std::int64_t update(bench_db::Database& db, std::int64_t rows) {
    return db.write([rows](Transaction& tx) {
        std::int64_t sum = 0;
        for (std::int64_t i = 0; i != rows; ++i)
            sum += tx.users.update(scattered(i, rows), {.full_name = "Grace Hopper"});
        return sum;
    });
}

std::int64_t find_email(bench_db::Database& db, std::int64_t rows) {
    return db.read([rows](const Snapshot& s) {
        std::int64_t sum = 0;
        for (std::int64_t i = 0; i != rows; ++i) {
            const Address address(scattered(i, rows));
            const auto row = s.users.find_by_email(address.view());
            if (!row) std::abort();
            sum += weigh(*row);
        }
        return sum;
    });
}

}  // namespace bench::generated
