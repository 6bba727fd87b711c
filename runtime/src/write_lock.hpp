#pragma once

#include <cstdint>

struct sqlite3;

namespace varve::detail {

/// The one writer's place: BEGIN IMMEDIATE, waited for until the deadline; rolls back at its end unless
/// committed. There is no lock row and no lock file: the place falls free with its process.
class WriteLock {
public:
    WriteLock(sqlite3* db, std::int64_t deadline_ms);
    ~WriteLock();
    WriteLock(const WriteLock&) = delete;
    WriteLock& operator=(const WriteLock&) = delete;

    /// A reader in the old journal mode lets COMMIT fail and the transaction stand: tried until the deadline.
    void commit();
    void roll_back() noexcept;

private:
    sqlite3* db_;
    std::int64_t deadline_ms_;
};

}  // namespace varve::detail
