#pragma once

#include <cstdint>
#include <varve/codec.hpp>

namespace shop {

struct Cents {
    std::int64_t value = 0;
};

enum class State : std::uint8_t { open, paid };

}  // namespace shop

template <>
struct varve::codec<shop::Cents> {
    using Storage = std::int64_t;
    static std::int64_t encode(shop::Cents cents) { return cents.value; }
    static shop::Cents decode(std::int64_t stored) { return {stored}; }
};

template <>
struct varve::codec<shop::State> : varve::enum_codec<shop::State> {};
