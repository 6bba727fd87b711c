#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include <varve/timestamp.hpp>
#include <varve/uuid.hpp>
#include <varve/value.hpp>

namespace varve {

/// How a C++ type of your own is stored. `type Uid = blob(16) as "app::Uuid" from "app/uuid.hpp"` in a schema
/// makes columns of `Uid` hold `app::Uuid` wherever generated code names their values; this says how:
///
///     template <>
///     struct varve::codec<app::Email> {
///         using Storage = std::string_view;
///         static const std::string& encode(const app::Email& email) { return email.text(); }
///         static app::Email decode(std::string_view stored) { return app::Email(stored); }
///     };
///
/// It stands in the header that the schema names with `from`, or in one that this includes, in front of all
/// generated code. `T` can be default constructed, copied and assigned; it is no type that varve stores
/// already (no number, no `std::string`, no `varve::Blob`): wrap those in a struct.
///
/// `Storage` is what the column is made of: `std::int64_t`, `std::int32_t`, `bool`, `double`,
/// `std::string_view` for `text`, `date`, `json` and `decimal`, `varve::BlobView` for `blob`,
/// `varve::Timestamp`, `varve::Uuid`, `varve::ValueView` for `any`. A `uuid` may be taken as
/// `varve::BlobView`, `int32` and `timestamp` as `std::int64_t`.
///
/// `decode` gives the value for what is stored. Views hold the decoded value: a type that allocates does so
/// once a row. What it is given is looked at in place: it must not be kept.
///
/// `encode` gives what is stored, or something that converts to it. A reference, a pointer or a view is
/// looked at in place until the statement has run: it must look into the value itself, or at what never ends,
/// such as a literal. What is returned by value otherwise (a `std::string`, a `std::vector<std::byte>`) is
/// copied once more by SQLite.
///
/// Orders and comparisons are SQLite's, of what is stored; equal values must be stored alike. CHECKs, such as
/// the length of a `blob(16)`, hold for what `encode` gives.
///
/// Threads: both are called by every thread that uses the database, at once. Errors: either may throw; the
/// call that reads or writes then throws `varve::Error` with the name of the column and the exception's
/// words, and the exception itself nested in it (`std::rethrow_if_nested`). `std::bad_alloc` passes as it is.
template <class T>
struct codec;

namespace detail {

[[noreturn]] void refuse_size(std::size_t stored, std::size_t expected);
[[noreturn]] void refuse_number(std::int64_t stored);

}  // namespace detail

/// The codec of a type that is its own bytes, such as a UUID or a hash: `blob(n)`, or `uuid` for 16 of them.
///
///     template <> struct varve::codec<app::Uuid> : varve::bytes_codec<app::Uuid> {};
///
/// Costs what a `varve::Uuid` costs. Throws for a blob of another size.
template <class T>
struct bytes_codec {
    using Storage = BlobView;

    static BlobView encode(const T& value) noexcept {
        static_assert(std::has_unique_object_representations_v<T>,
                      "`bytes_codec` is for types of plain bytes, without padding");
        return {reinterpret_cast<const std::byte*>(&value), sizeof(T)};
    }
    static T decode(BlobView stored) {
        static_assert(std::is_trivially_copyable_v<T>, "`bytes_codec` is for types that are copied as bytes");
        if (stored.size() != sizeof(T)) detail::refuse_size(stored.size(), sizeof(T));
        T value;
        std::memcpy(static_cast<void*>(&value), stored.data(), sizeof(T));
        return value;
    }
};

/// The codec of an enum that is stored as its number, in an `int64` or `int32`.
///
///     template <> struct varve::codec<app::Level> : varve::enum_codec<app::Level> {};
///
/// Costs what the number costs. A number that the enum has no name for is a value of it all the same; one
/// that its underlying type does not hold throws.
template <class E>
struct enum_codec {
    using Storage = std::int64_t;

    static constexpr std::int64_t encode(E value) noexcept { return static_cast<std::int64_t>(value); }
    static constexpr E decode(std::int64_t stored) {
        const E value = static_cast<E>(stored);
        if (static_cast<std::int64_t>(value) != stored) detail::refuse_number(stored);
        return value;
    }
};

/// How generated code takes a value of `T` as an argument.
template <class T>
using Parameter =
    std::conditional_t<std::is_trivially_copyable_v<T> && sizeof(T) <= 2 * sizeof(void*), T, const T&>;

namespace detail {

/// What varve stores by itself.
template <class T>
inline constexpr bool built_in =
    std::is_arithmetic_v<T> || std::is_same_v<T, std::string> || std::is_same_v<T, std::string_view> ||
    std::is_same_v<T, Blob> || std::is_same_v<T, BlobView> || std::is_same_v<T, Timestamp> ||
    std::is_same_v<T, Uuid> || std::is_same_v<T, Value> || std::is_same_v<T, ValueView>;

template <class T, class = void>
inline constexpr bool has_codec = false;
template <class T>
inline constexpr bool has_codec<T, std::void_t<decltype(sizeof(codec<T>))>> = !built_in<T>;

/// Whether a column of `Column` may be read and bound as `Storage`.
template <class Column, class Storage>
inline constexpr bool stands_for = std::is_same_v<Column, Storage> ||
                                   (std::is_same_v<Storage, BlobView> && std::is_same_v<Column, Uuid>) ||
                                   (std::is_same_v<Storage, std::int64_t> &&
                                    (std::is_same_v<Column, std::int32_t> ||
                                     std::is_same_v<Column, Timestamp>));

/// Whether a column of `Column` can hold a `T` by its codec.
template <class T, class Column>
constexpr bool codec_fits() {
    if constexpr (!requires { sizeof(T); } || !has_codec<T>)
        return false;
    else if constexpr (!requires { typename codec<T>::Storage; })
        return false;
    else if constexpr (!stands_for<Column, typename codec<T>::Storage> ||
                       !std::is_default_constructible_v<T> || !std::is_copy_constructible_v<T> ||
                       !std::is_copy_assignable_v<T>)
        return false;
    else
        return requires(const T& value, typename codec<T>::Storage stored) {
            requires std::is_same_v<std::remove_cvref_t<decltype(codec<T>::decode(stored))>, T>;
            requires std::is_convertible_v<decltype(codec<T>::encode(value)), typename codec<T>::Storage>;
        };
}

/// Stands for a type without a sound codec, which the generated header has refused: one error is enough.
struct Refused {
    constexpr Refused() = default;
    template <class T>
    constexpr Refused(const T&) {}
};

/// The type of a column's values.
template <class T, class Column>
using OwnType = std::conditional_t<codec_fits<T, Column>(), T, Refused>;

/// Whether `encode` gives something that is looked at in place: else SQLite copies it.
template <class Encoded, class Storage>
inline constexpr bool in_place = std::is_arithmetic_v<Storage> || std::is_same_v<Storage, Timestamp> ||
                                 std::is_lvalue_reference_v<Encoded> || std::is_pointer_v<Encoded> ||
                                 (std::is_same_v<Encoded, Storage> && !std::is_same_v<Storage, Uuid>);
template <std::size_t size, class Byte, class Storage>
inline constexpr bool in_place<std::span<Byte, size>, Storage> = true;

}  // namespace detail

template <>
struct codec<detail::Refused> {
    using Storage = std::int64_t;
    static constexpr std::int64_t encode(const detail::Refused&) { return 0; }
    static constexpr detail::Refused decode(std::int64_t) { return {}; }
};

}  // namespace varve
