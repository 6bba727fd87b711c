#pragma once

#include <cstdint>
#include <deque>

#include <varve/blob.hpp>

struct sqlite3_blob;

namespace varve::detail {

struct Session;

/// A place for one handle of a connection: taken by an opening, free again at its end. The number tells a
/// handle that has outlived its opening.
struct OpenBlob {
    sqlite3_blob* handle = nullptr;
    Session* session = nullptr;
    std::uint64_t number = 0;
    const char* table = nullptr;
    const char* column = nullptr;
};

/// The handles that one connection has open. Addresses are stable. One thread at a time.
class OpenBlobs {
public:
    /// A free place with the next number.
    OpenBlob& take();

    /// Closes what is open, at the transaction's end; how many there were.
    int close_all() noexcept;

private:
    std::deque<OpenBlob> places_;
};

}  // namespace varve::detail
