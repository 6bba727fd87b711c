#include <varve/codec.hpp>

#include <sqlite3.h>

#include <exception>
#include <new>
#include <stdexcept>
#include <string>

#include <fmt/format.h>

#include <varve/encode.hpp>
#include <varve/error.hpp>
#include <varve/source.hpp>

#include "runtime/src/sql_tokens.hpp"

namespace varve::detail {
namespace {

/// The words of the exception that is being handled.
std::string told() {
    try {
        throw;
    } catch (const std::exception& e) {
        return e.what();
    } catch (...) {
        return "an exception that is no `std::exception`";
    }
}

/// The table that a statement of ours reads or returns from; "" for none.
std::string table_of(std::string_view sql) {
    bool next = false;
    for (const SqlToken& token : sql_tokens(sql)) {
        const std::string_view text = sql.substr(token.begin, token.end - token.begin);
        if (next) return unquote(text);
        next = text == "FROM" || text == "INTO" || text == "UPDATE";
    }
    return "";
}

/// Not the codec's to explain.
void pass_on_no_memory(Prepared& statement) {
    try {
        throw;
    } catch (const std::bad_alloc&) {
        source::release(statement);
        throw;
    } catch (...) {
    }
}

}  // namespace

void refuse_size(std::size_t stored, std::size_t expected) {
    throw std::invalid_argument(fmt::format("{} bytes are expected, and {} are stored", expected, stored));
}

void refuse_number(std::int64_t) {
    throw std::invalid_argument("the number is none that the enum's underlying type holds");
}

void refuse_encode(Prepared& statement) {
    pass_on_no_memory(statement);
    const std::string message =
        fmt::format("a codec refuses a value for `{}`: {}", table_of(sqlite3_sql(statement.handle)), told());
    source::release(statement);
    std::throw_with_nested(Error(ErrorCode::misuse, message));
}

void refuse_decode(Prepared& statement, int column) {
    pass_on_no_memory(statement);
    const std::string message = fmt::format("the codec of `{}.{}` refuses what is stored: {}",
                                            table_of(sqlite3_sql(statement.handle)),
                                            sqlite3_column_name(statement.handle, column), told());
    source::release(statement);
    std::throw_with_nested(Error(ErrorCode::sqlite, message, SQLITE_MISMATCH));
}

void bind_copy(Prepared& statement, int at, std::string_view text) {
    const char* data = text.data() != nullptr ? text.data() : "";
    source::check(statement, sqlite3_bind_text64(statement.handle, at, data, text.size(), SQLITE_TRANSIENT,
                                                 SQLITE_UTF8));
}

void bind_copy(Prepared& statement, int at, BlobView blob) {
    const void* data = blob.data() != nullptr ? static_cast<const void*>(blob.data()) : "";
    source::check(statement, sqlite3_bind_blob64(statement.handle, at, data, blob.size(), SQLITE_TRANSIENT));
}

void bind_copy(Prepared& statement, int at, const Uuid& uuid) {
    bind_copy(statement, at, std::as_bytes(std::span(uuid.bytes)));
}

void bind_copy(Prepared& statement, int at, const ValueView& value) {
    if (value.kind == ValueKind::text)
        bind_copy(statement, at, value.bytes);
    else if (value.kind == ValueKind::blob)
        bind_copy(statement, at, std::as_bytes(std::span(value.bytes)));
    else
        bind_value(statement, at, value);
}

}  // namespace varve::detail
