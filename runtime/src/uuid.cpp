#include <varve/uuid.hpp>

#include <random>

namespace varve {
namespace {

constexpr bool dash_before(std::size_t byte) {
    return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

std::optional<std::uint8_t> digit_of(char c) {
    if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<std::uint8_t>(c - 'A' + 10);
    return std::nullopt;
}

}  // namespace

Uuid Uuid::random() {
    std::random_device source;
    Uuid uuid;
    for (std::uint8_t& byte : uuid.bytes)
        byte = static_cast<std::uint8_t>(source());
    uuid.bytes[6] = static_cast<std::uint8_t>((uuid.bytes[6] & 0x0FU) | 0x40U);  // version 4
    uuid.bytes[8] = static_cast<std::uint8_t>((uuid.bytes[8] & 0x3FU) | 0x80U);  // RFC 4122
    return uuid;
}

std::optional<Uuid> Uuid::parse(std::string_view text) noexcept {
    if (text.size() != 36) return std::nullopt;
    Uuid uuid;
    std::size_t at = 0;
    for (std::size_t i = 0; i != uuid.bytes.size(); ++i) {
        if (dash_before(i) && text[at++] != '-') return std::nullopt;
        const auto high = digit_of(text[at++]);
        const auto low = digit_of(text[at++]);
        if (!high || !low) return std::nullopt;
        uuid.bytes[i] = static_cast<std::uint8_t>(*high << 4U | *low);
    }
    return uuid;
}

std::string Uuid::str() const {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i != bytes.size(); ++i) {
        if (dash_before(i)) text += '-';
        text += digits[bytes[i] >> 4U];
        text += digits[bytes[i] & 0x0FU];
    }
    return text;
}

}  // namespace varve
