#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include <varve/blob.hpp>
#include <varve/encode.hpp>
#include <varve/field.hpp>
#include <varve/row.hpp>
#include <varve/slot.hpp>

#ifndef SQLITE_VERSION_NUMBER
#error "generated sources include <sqlite3.h> before <varve/source.hpp>"
#endif

/// For generated sources: the same verbs as in slot.hpp, inline over SQLite's own functions.
namespace varve::source {

using detail::Prepared;
using detail::Session;

inline Prepared& use(Session& session, unsigned slot) {
    Prepared& statement = session.slots[slot];
    if (!statement.ready) [[unlikely]]
        return detail::use_slowly(session, slot);
    statement.ready = false;
    ++session.live;
    return statement;
}

inline void release(Prepared& statement) noexcept {
    sqlite3_reset(statement.handle);
    statement.ready = true;
    --statement.session->live;
}

inline void check(Prepared& statement, int code) {
    if (code != SQLITE_OK) [[unlikely]]
        detail::fail_bind(statement, code);
}

inline void bind(Prepared& s, int at, std::int64_t value) {
    sqlite3_bind_int64(s.handle, at, value);
}
inline void bind(Prepared& s, int at, std::int32_t value) {
    sqlite3_bind_int64(s.handle, at, value);
}
inline void bind(Prepared& s, int at, bool value) {
    sqlite3_bind_int64(s.handle, at, value ? 1 : 0);
}
inline void bind(Prepared& s, int at, double value) {
    sqlite3_bind_double(s.handle, at, value);
}
inline void bind(Prepared& s, int at, Timestamp value) {
    sqlite3_bind_int64(s.handle, at, value.milliseconds);
}
inline void bind(Prepared& s, int at, std::nullopt_t) {
    sqlite3_bind_null(s.handle, at);
}

/// SQLITE_STATIC without its cast, of which projects that bring their own sqlite3.h may be warned here.
inline constexpr sqlite3_destructor_type not_copied = nullptr;

inline void bind(Prepared& s, int at, std::string_view text) {
    const char* data = text.data() != nullptr ? text.data() : "";  // a null pointer would bind NULL
    check(s, sqlite3_bind_text64(s.handle, at, data, text.size(), not_copied, SQLITE_UTF8));
}
inline void bind(Prepared& s, int at, BlobView blob) {
    const void* data = blob.data() != nullptr ? static_cast<const void*>(blob.data()) : "";
    check(s, sqlite3_bind_blob64(s.handle, at, data, blob.size(), not_copied));
}
inline void bind(Prepared& s, int at, const Uuid& uuid) {
    check(s, sqlite3_bind_blob64(s.handle, at, uuid.bytes.data(), uuid.bytes.size(), not_copied));
}
inline void bind(Prepared& s, int at, const ValueView& value) {
    detail::bind_value(s, at, value);
}

inline void bind(Prepared& s, int at, const BlobInput& blob) {
    if (blob.is_zeroes())
        check(s, sqlite3_bind_zeroblob64(s.handle, at, static_cast<std::uint64_t>(blob.zeroes())));
    else
        bind(s, at, blob.bytes());
}

template <class E>
std::enable_if_t<std::is_enum_v<E> && !detail::has_codec<E>> bind(Prepared& s, int at, E value) {
    bind(s, at, to_string(value));
}
template <class T>
std::enable_if_t<detail::has_codec<T>> bind(Prepared& s, int at, const T& value) {
    detail::put_encoded(s, at, value,
                        [](Prepared& to, int place, const auto& stored) { bind(to, place, stored); });
}
template <class T>
void bind(Prepared& s, int at, const std::optional<T>& value) {
    if (value)
        bind(s, at, *value);
    else
        sqlite3_bind_null(s.handle, at);
}
template <class T>
void bind(Prepared& s, int at, const Required<T>& field) {
    bind(s, at, field.value);
}

/// A member of `New` that the database computes when it is absent: the text is `CASE WHEN ? THEN ? ELSE (…)
/// END`.
template <class T>
void bind(Prepared& s, int at, const Change<T>& field) {
    bind(s, at, field.set);
    bind(s, at + 1, field.value);
}

/// What a row owns of what a view looks at.
template <class T>
T own(const T& value) {
    return value;
}
inline std::string own(std::string_view text) {
    return std::string(text);
}
inline Blob own(BlobView blob) {
    return Blob(blob.begin(), blob.end());
}
inline Value own(const ValueView& value) {
    return Value(value);
}
template <class T>
auto own(const std::optional<T>& value) {
    using Owned = std::optional<decltype(own(*value))>;
    return value ? Owned(own(*value)) : Owned();
}

/// The type that is read for a type that is owned.
template <class T>
T view_of(T*);
std::string_view view_of(std::string*);
BlobView view_of(Blob*);
ValueView view_of(Value*);

/// Columns, from 0. Each fills its target; a value that the type cannot hold throws.
inline void read(Prepared& s, int at, std::int64_t& to) {
    to = sqlite3_column_int64(s.handle, at);
}
inline void read(Prepared& s, int at, std::int32_t& to) {
    to = sqlite3_column_int(s.handle, at);
}
inline void read(Prepared& s, int at, bool& to) {
    to = sqlite3_column_int(s.handle, at) != 0;
}
inline void read(Prepared& s, int at, double& to) {
    to = sqlite3_column_double(s.handle, at);
}
inline void read(Prepared& s, int at, Timestamp& to) {
    to.milliseconds = sqlite3_column_int64(s.handle, at);
}

inline std::string_view text_of(sqlite3_value* value) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
    return {text, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}
inline void read(Prepared& s, int at, std::string_view& to) {
    to = text_of(sqlite3_column_value(s.handle, at));
}
inline void read(Prepared& s, int at, BlobView& to) {
    const auto* data = static_cast<const std::byte*>(sqlite3_column_blob(s.handle, at));
    to = {data, static_cast<std::size_t>(sqlite3_column_bytes(s.handle, at))};
}
void read(Prepared& s, int at, Uuid& to);
void read(Prepared& s, int at, ValueView& to);

template <class E>
std::enable_if_t<std::is_enum_v<E> && !detail::has_codec<E>> read(Prepared& s, int at, E& to) {
    if (!from_string(text_of(sqlite3_column_value(s.handle, at)), to)) detail::fail_value(s, at);
}
template <class T>
std::enable_if_t<detail::has_codec<T>> read(Prepared& s, int at, T& to) {
    typename codec<T>::Storage stored{};
    read(s, at, stored);
    try {
        to = codec<T>::decode(stored);
    } catch (...) {
        detail::refuse_decode(s, at);
    }
}
template <class T>
void read(Prepared& s, int at, std::optional<T>& to) {
    if (sqlite3_column_type(s.handle, at) == SQLITE_NULL)
        to.reset();
    else
        read(s, at, to.emplace());
}

/// Steps to the next row: false at the end, when the statement has been released.
inline bool step(Prepared& statement) {
    const int code = sqlite3_step(statement.handle);
    if (code == SQLITE_ROW) [[likely]]
        return true;
    if (code != SQLITE_DONE) detail::fail(statement);
    release(statement);
    return false;
}

/// Runs a statement that returns one row of one column, the key.
template <class T>
T run_returning(Prepared& statement) {
    if (sqlite3_step(statement.handle) != SQLITE_ROW) [[unlikely]]
        detail::fail(statement);
    decltype(view_of(static_cast<T*>(nullptr))) view{};
    read(statement, 0, view);
    T key = own(view);
    release(statement);
    return key;
}

/// The number of a row as a key of the user's own type.
template <class T>
T key_of(std::int64_t rowid) {
    return codec<T>::decode(static_cast<typename codec<T>::Storage>(rowid));
}

/// Opens a handle on the column of the row whose number the bound look-up gives; on nothing when it gives
/// none.
enum class BlobUse { read, write };
detail::BlobOpening open_blob(Prepared& look_up, const char* table, const char* column, BlobUse use);

/// Runs a statement that gives no row.
inline void run(Prepared& statement) {
    if (sqlite3_step(statement.handle) != SQLITE_DONE) [[unlikely]]
        detail::fail(statement);
    release(statement);
}

/// The texts of a patch: `head` and those of the `assignments` whose bit is set, joined, then `tail`.
/// A patch without any takes `nothing` in their place.
struct PatchTexts {
    std::string_view head;
    const std::string_view* assignments;
    std::string_view nothing;
    std::string_view tail;
};
Prepared& use(Session& session, const PatchTexts& texts, std::uint64_t mask);

/// The texts of an insertion of any number of rows: `head`, then `tuple` for each.
struct RowsTexts {
    std::string_view head;
    std::string_view tuple;
    unsigned width;  ///< parameters of one tuple
};
Prepared& use(Session& session, const RowsTexts& texts, unsigned rows);

/// Binds the fields of a patch that are set, one behind the other.
struct PatchBinder {
    Prepared& statement;
    int at;

    template <class T>
    void operator()(const Change<T>& change) {
        if (change.set) bind(statement, ++at, change.value);
    }

    /// A member of the group that shares the last bit: its text is `c = CASE WHEN ? THEN ? ELSE c END`.
    template <class T>
    void grouped(const Change<T>& change) {
        bind(statement, ++at, change.set);
        bind(statement, ++at, change.value);
    }
};

/// Sends rows in the largest statements that pay (measured: 100 rows a statement cost half of one each).
template <class New>
void insert_many(Session& session, const RowsTexts& texts, std::span<const New> rows) {
    constexpr unsigned most_parameters = 32766;
    for (const unsigned chunk : {100U, 10U, 1U}) {
        if (chunk != 1 && chunk * texts.width > most_parameters) continue;
        for (; rows.size() >= chunk; rows = rows.subspan(chunk)) {
            Prepared& statement = use(session, texts, chunk);
            for (unsigned i = 0; i != chunk; ++i)
                varve_bind(statement, static_cast<int>(i * texts.width), rows[i]);
            run(statement);
        }
    }
}

}  // namespace varve::source
