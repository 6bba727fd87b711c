#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace varve::detail {

/// SHA-256 (FIPS 180-4), ours so that no application needs a crypto library for it; held by the NIST vectors.
class Sha256 {
public:
    Sha256();
    void update(std::string_view bytes);
    std::array<std::uint8_t, 32> finish();

private:
    void compress(const std::uint8_t* block);
    std::array<std::uint32_t, 8> state_;
    std::array<std::uint8_t, 64> buffer_{};
    std::size_t buffered_ = 0;
    std::uint64_t length_ = 0;
};

std::string to_hex(const std::array<std::uint8_t, 32>& digest);  ///< 64 lower-case digits
std::string sha256_hex(std::string_view bytes);

}  // namespace varve::detail
