#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include <varve/codec.hpp>

// A type whose codec is what the case that includes this says; sound when it says nothing.
#if !defined(UID_TYPE)
#define UID_TYPE                                               \
    struct Uid {                                               \
        std::array<std::uint8_t, 16> bytes{};                  \
        friend bool operator==(const Uid&, const Uid&) = default; \
    };
#endif
#if !defined(UID_CODEC)
#define UID_CODEC \
    template <>   \
    struct varve::codec<app::Uid> : varve::bytes_codec<app::Uid> {};
#endif

namespace app {

UID_TYPE

}  // namespace app

UID_CODEC
