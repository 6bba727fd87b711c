#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

#include <varve/row.hpp>
#include <varve/value.hpp>

namespace varve {

/// So many zero bytes, without the memory that they would take: the room of a `lazy` column that a handle
/// fills.
struct zeroblob {
    std::int64_t size = 0;

    template <std::integral Size>
    constexpr explicit zeroblob(Size bytes) : size(static_cast<std::int64_t>(bytes)) {}
};

/// What `New` and `Patch` take for a `lazy` column: bytes, looked at until the call returns, or a zeroblob.
class BlobInput {
public:
    constexpr BlobInput() = default;
    constexpr BlobInput(zeroblob zeroes) : zeroes_(zeroes.size), is_zeroes_(true) {}
    template <class Bytes, class = std::enable_if_t<std::is_convertible_v<Bytes&&, BlobView>>>
    constexpr BlobInput(Bytes&& bytes) : bytes_(std::forward<Bytes>(bytes)) {}

    constexpr BlobView bytes() const { return bytes_; }
    constexpr bool is_zeroes() const { return is_zeroes_; }
    constexpr std::int64_t zeroes() const { return zeroes_; }

private:
    BlobView bytes_{};
    std::int64_t zeroes_ = 0;
    bool is_zeroes_ = false;
};

namespace detail {

struct OpenBlob;

/// A handle that the connection has open, and which of its openings it is.
struct BlobOpening {
    OpenBlob* blob = nullptr;
    std::uint64_t number = 0;
};

}  // namespace detail

/// A handle on the bytes of one `lazy` column of one row, or on nothing: where there is no such row, or it
/// holds NULL. Reads in pieces; nothing is read before it is asked for.
///
/// Owns SQLite's handle and closes it at its end. Stays on the connection's thread, and must not outlive its
/// transaction: the end of the transaction then throws `misuse` and rolls back, and every later use throws
/// `misuse`. Errors: Error with `misuse` when it stands on nothing, is asked beyond its end, or when the row
/// was changed or erased after it was opened (SQLITE_ABORT): open it again then. Its own writes keep it.
class [[nodiscard]] BlobReader : detail::BoundToTransaction {
public:
    explicit BlobReader(detail::BlobOpening opening) : opening_(opening) {}
    ~BlobReader();
    BlobReader(const BlobReader&) = delete;
    BlobReader& operator=(const BlobReader&) = delete;

    explicit operator bool() const noexcept { return opening_.blob != nullptr; }

    std::size_t size() const;

    /// Fills `to` from `offset` on; how many bytes: fewer at the end, 0 behind it.
    std::size_t read(std::size_t offset, std::span<std::byte> to) const;
    Blob read_all() const;

protected:
    detail::BlobOpening opening_;
};

/// The same, and writes. The size stays: a row is given another with `update` and a whole value or a
/// zeroblob.
///
/// SQLite writes in place: no trigger fires and no CHECK is asked. Columns that an index, a key, a reference
/// or a CHECK of the table looks at have no writing handle.
class [[nodiscard]] BlobWriter : public BlobReader {
public:
    using BlobReader::BlobReader;

    /// Writes all of `from` at `offset`; nothing of it when it would go beyond the end, which throws
    /// `misuse`.
    void write(std::size_t offset, BlobView from) const;
};

}  // namespace varve
