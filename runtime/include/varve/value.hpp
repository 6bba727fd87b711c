#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace varve {

/// Bytes that are owned, and bytes that are looked at in place.
using Blob = std::vector<std::byte>;
using BlobView = std::span<const std::byte>;

/// SQLite's own five kinds of value: what a column of type `any` holds.
enum class ValueKind : std::uint8_t { null, integer, real, text, blob };

/// A value looked at in place: valid as long as the row it was read from, or as the text it was made from.
struct ValueView {
    ValueKind kind = ValueKind::null;
    std::int64_t integer = 0;
    double real = 0;
    std::string_view bytes = {};  ///< of text and blob

    static constexpr ValueView of(std::int64_t value) { return {ValueKind::integer, value, 0, {}}; }
    static constexpr ValueView of(double value) { return {ValueKind::real, 0, value, {}}; }
    static constexpr ValueView of(std::string_view text) { return {ValueKind::text, 0, 0, text}; }
    static ValueView of(BlobView blob) {
        return {ValueKind::blob, 0, 0, {reinterpret_cast<const char*>(blob.data()), blob.size()}};
    }
    friend constexpr bool operator==(const ValueView&, const ValueView&) = default;
};

/// The same, owned.
struct Value {
    ValueKind kind = ValueKind::null;
    std::int64_t integer = 0;
    double real = 0;
    std::string bytes = {};

    Value() = default;
    Value(const ValueView& view)
        : kind(view.kind), integer(view.integer), real(view.real), bytes(view.bytes) {}
    operator ValueView() const { return {kind, integer, real, bytes}; }
    friend bool operator==(const Value&, const Value&) = default;
};

}  // namespace varve
