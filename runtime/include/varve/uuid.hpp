#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace varve {

/// A UUID: 16 bytes, as the database stores it.
struct Uuid {
    std::array<std::uint8_t, 16> bytes{};

    /// A new one of version 4, from the system's source of randomness. Throws std::runtime_error when there
    /// is none.
    static Uuid random();

    /// Reads `6ba7b810-9dad-11d1-80b4-00c04fd430c8` in either case; nothing for anything else.
    static std::optional<Uuid> parse(std::string_view text) noexcept;

    std::string str() const;  ///< lower case with dashes

    friend constexpr bool operator==(const Uuid&, const Uuid&) = default;
    friend constexpr std::strong_ordering operator<=>(const Uuid&, const Uuid&) = default;
};

}  // namespace varve
