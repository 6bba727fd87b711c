#pragma once

#include <cstdint>
#include <cstdlib>

namespace varve::compiler::testing {

/// How many seeds a law tries: `usual`, or that many times more when the environment's VARVE_LAWS says so
/// (`./dev laws`).
inline std::uint32_t law_seeds(std::uint32_t usual) {
    const char* times = std::getenv("VARVE_LAWS");
    const long factor = times == nullptr ? 1 : std::strtol(times, nullptr, 10);
    return factor > 1 ? usual * static_cast<std::uint32_t>(factor) : usual;
}

}  // namespace varve::compiler::testing
