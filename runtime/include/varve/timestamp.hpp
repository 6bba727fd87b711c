#pragma once

#include <compare>
#include <cstdint>

namespace varve {

/// A moment: milliseconds since 1970-01-01 00:00 UTC, as the database stores it. `<varve/chrono.hpp>`
/// converts from and to `std::chrono`, which is kept out of generated headers because it doubles their cost.
struct Timestamp {
    std::int64_t milliseconds = 0;

    static Timestamp now() noexcept;

    friend constexpr bool operator==(Timestamp, Timestamp) = default;
    friend constexpr std::strong_ordering operator<=>(Timestamp, Timestamp) = default;
};

}  // namespace varve
