#include <sqlite3.h>

#include <varve/slot.hpp>
#include <varve/source.hpp>

namespace varve::detail {

void bind_value(Prepared& statement, int at, std::int64_t value) {
    source::bind(statement, at, value);
}
void bind_value(Prepared& statement, int at, double value) {
    source::bind(statement, at, value);
}
void bind_value(Prepared& statement, int at, std::string_view text) {
    source::bind(statement, at, text);
}
void bind_value(Prepared& statement, int at, BlobView blob) {
    source::bind(statement, at, blob);
}
void bind_value(Prepared& statement, int at, const Uuid& uuid) {
    source::bind(statement, at, uuid);
}
void bind_value(Prepared& statement, int at, Timestamp timestamp) {
    source::bind(statement, at, timestamp);
}

void bind_value(Prepared& statement, int at, const ValueView& value) {
    switch (value.kind) {
        case ValueKind::null:
            return source::bind(statement, at, std::nullopt);
        case ValueKind::integer:
            return source::bind(statement, at, value.integer);
        case ValueKind::real:
            return source::bind(statement, at, value.real);
        case ValueKind::text:
            return source::bind(statement, at, value.bytes);
        case ValueKind::blob:
            return source::bind(statement, at, std::as_bytes(std::span(value.bytes)));
    }
}

}  // namespace varve::detail

namespace varve::source {

void read(Prepared& s, int at, Uuid& to) {
    BlobView blob;
    read(s, at, blob);
    if (blob.size() != to.bytes.size()) detail::fail_value(s, at);
    for (std::size_t i = 0; i != to.bytes.size(); ++i)
        to.bytes[i] = static_cast<std::uint8_t>(blob[i]);
}

void read(Prepared& s, int at, ValueView& to) {
    sqlite3_value* const value = sqlite3_column_value(s.handle, at);
    to = {};
    switch (sqlite3_value_type(value)) {
        case SQLITE_INTEGER:
            to = ValueView::of(std::int64_t{sqlite3_value_int64(value)});
            break;
        case SQLITE_FLOAT:
            to = ValueView::of(sqlite3_value_double(value));
            break;
        case SQLITE_TEXT:
            to = ValueView::of(text_of(value));
            break;
        case SQLITE_BLOB:
            to.bytes = {static_cast<const char*>(sqlite3_value_blob(value)),
                        static_cast<std::size_t>(sqlite3_value_bytes(value))};
            to.kind = ValueKind::blob;
            break;
        default:
            break;
    }
}

}  // namespace varve::source
