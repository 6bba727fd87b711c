#pragma once

#include <optional>
#include <type_traits>
#include <utility>

namespace varve {
namespace detail {

template <class...>
inline constexpr bool never = false;
template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

/// Whether a column whose values are `T` takes a `U`. Stricter than C++: a pointer is no bool, a double no
/// integer.
template <class T, class U>
constexpr bool takes() {
    using V = std::decay_t<U>;
    if constexpr (is_optional<T>) {
        if constexpr (is_optional<V>)
            return takes<typename T::value_type, typename V::value_type>();
        else
            return std::is_same_v<V, std::nullopt_t> || takes<typename T::value_type, U>();
    } else if constexpr (std::is_same_v<T, bool>) {
        return std::is_same_v<V, bool>;
    } else if constexpr (std::is_integral_v<T>) {
        return std::is_integral_v<V> && !std::is_same_v<V, bool> && sizeof(V) <= sizeof(T);
    } else if constexpr (std::is_floating_point_v<T>) {
        return std::is_arithmetic_v<V> && !std::is_same_v<V, bool>;
    } else {
        return std::is_convertible_v<U, T>;
    }
}

template <class T, class U>
constexpr T take(U&& from) {
    if constexpr (!takes<T, U>())
        return T{};  // has been refused
    else if constexpr (std::is_arithmetic_v<T>)
        return static_cast<T>(from);
    else
        return T(std::forward<U>(from));
}

}  // namespace detail

/// A member of `New` that has no default: leaving it out does not compile.
template <class T>
struct Required {
    T value;

    template <class U = T>
    constexpr Required() : value() {
        static_assert(detail::never<U>, "a required column of this `New` was given no value");
    }
    template <class U, class = std::enable_if_t<!std::is_same_v<std::decay_t<U>, Required>>>
    constexpr Required(U&& from) : value(detail::take<T>(std::forward<U>(from))) {
        static_assert(detail::takes<T, U>(), "this value does not fit the column's type");
    }
};

/// A member that is absent unless a value is given: all of `Patch`, and in `New` those that the database
/// computes. For a nullable column `T` is an optional, and `std::nullopt` means NULL: absent and NULL are two
/// things.
template <class T>
struct Change {
    bool set = false;
    T value{};

    constexpr Change() = default;
    template <class U, class = std::enable_if_t<!std::is_same_v<std::decay_t<U>, Change>>>
    constexpr Change(U&& from) : set(true), value(detail::take<T>(std::forward<U>(from))) {
        static_assert(detail::takes<T, U>(), "this value does not fit the column's type");
    }
};

}  // namespace varve
