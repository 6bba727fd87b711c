#pragma once

#include <varve/codec.hpp>
#include <varve/slot.hpp>

/// Binding of values that have a codec, for conditions and for generated sources. Nothing here is meant to be
/// called by hand.
namespace varve::detail {

/// Bind a copy, which ends with the statement's next use.
void bind_copy(Prepared& statement, int at, std::string_view text);
void bind_copy(Prepared& statement, int at, BlobView blob);
void bind_copy(Prepared& statement, int at, const Uuid& uuid);
void bind_copy(Prepared& statement, int at, const ValueView& value);

/// For `catch (...)` around a codec: release the statement, and throw what names it with the exception
/// nested.
[[noreturn]] void refuse_encode(Prepared& statement);
[[noreturn]] void refuse_decode(Prepared& statement, int column);

template <class T>
decltype(auto) encoded(Prepared& statement, const T& value) {
    try {
        return codec<T>::encode(value);
    } catch (...) {
        refuse_encode(statement);
    }
}

/// Encodes the value and hands what is stored to `put`, or to `bind_copy` where it would end before the
/// statement runs.
template <class T, class Put>
void put_encoded(Prepared& statement, int at, const T& value, Put put) {
    using Storage = typename codec<T>::Storage;
    using Encoded = decltype(codec<T>::encode(value));
    Encoded stored = encoded(statement, value);
    if constexpr (std::is_arithmetic_v<Storage>)
        put(statement, at, static_cast<Storage>(stored));
    else if constexpr (in_place<std::remove_const_t<Encoded>, Storage>)
        put(statement, at, static_cast<const Storage&>(stored));
    else
        bind_copy(statement, at, static_cast<const Storage&>(stored));
}

}  // namespace varve::detail
