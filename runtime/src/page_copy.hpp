#pragma once

#include <functional>

#include <varve/connection.hpp>

#include "runtime/src/onlooker.hpp"

struct sqlite3;

namespace varve::detail {

/// Another connection to the file of this one, for reading, whose transaction is open as long as it lives:
/// what it reads is one state, and copying page by page is not begun anew when others write. Throws
/// Error(io) where another file, or none, has taken that one's place.
class ReadSnapshot {
public:
    explicit ReadSnapshot(const Connection& connection);
    ReadSnapshot(const ReadSnapshot&) = delete;
    ReadSnapshot& operator=(const ReadSnapshot&) = delete;

    sqlite3* db() const { return reader_.native_handle(); }
    const Connection& connection() const { return reader_; }

private:
    Connection reader_;
};

/// Pages and their size.
std::int64_t bytes_of_database(sqlite3* db);

/// Copies all pages by SQLite's backup API: one transaction of the destination, rolled back unless it comes
/// to its end. Waits for each lock until the deadline. `begun` is asked when the destination is locked,
/// before it is written: false ends the copy, and so does copy_pages() with false. Throws Error with the
/// words of `tried`, `interrupted` when the onlooker stops it.
bool copy_pages(sqlite3* from, sqlite3* to, std::int64_t deadline_ms, const std::string& tried,
                Onlooker& onlooker, const std::function<bool()>& begun = {});

}  // namespace varve::detail
