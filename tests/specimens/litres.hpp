#pragma once

#include <compare>

#include <varve/codec.hpp>

namespace depot {

/// A volume: no other number is one.
struct Litres {
    double value = 0;
    friend constexpr bool operator==(Litres, Litres) = default;
};

}  // namespace depot

template <>
struct varve::codec<depot::Litres> {
    using Storage = double;
    static double encode(depot::Litres litres) { return litres.value; }
    static depot::Litres decode(double stored) { return {stored}; }
};
