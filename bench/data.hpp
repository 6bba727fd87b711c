#pragma once

#include <cstdint>
#include <cstdio>
#include <string_view>

namespace bench {

/// The e-mail address of the nth row, in a buffer that the caller keeps.
struct Address {
    char buffer[32];
    int size = 0;
    explicit Address(std::int64_t n) {
        size = std::snprintf(buffer, sizeof buffer, "user%lld@example.org", static_cast<long long>(n));
    }
    std::string_view view() const { return {buffer, static_cast<std::size_t>(size)}; }
};

/// Visits 1 … rows in an order without locality, each once when rows is not a multiple of the stride.
inline std::int64_t scattered(std::int64_t i, std::int64_t rows) {
    return (i * 7919) % rows + 1;
}

}  // namespace bench
