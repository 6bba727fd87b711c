#include <varve/slot.hpp>

#include <sqlite3.h>

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include <varve/error.hpp>
#include <varve/source.hpp>

#include "runtime/src/session.hpp"
#include "runtime/src/sqlite_error.hpp"

namespace varve::detail {
namespace {

/// The beginning of the statement's text: names what was tried, and holds no values, which are bound.
std::string shown(const Prepared& statement) {
    constexpr std::size_t most = 72;
    const std::string_view sql = sqlite3_sql(statement.handle);
    if (sql.size() <= most) return fmt::format("`{}`", sql);
    return fmt::format("`{} …`", sql.substr(0, sql.rfind(' ', most)));
}

/// `?, ?, ?`
std::string parameters(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i != count; ++i)
        text += i == 0 ? "?" : ", ?";
    return text;
}

}  // namespace

Prepared& use_slowly(Session& session, unsigned slot) {
    return open_session(session).take_slot(slot);
}

unsigned list_class(std::size_t values) {
    constexpr unsigned largest = 15;
    for (unsigned size_class = 0; size_class <= largest; ++size_class)
        if (values <= list_parameters(size_class)) return size_class;
    throw Error(ErrorCode::misuse, "a list in a condition holds more than 16,384 values");
}

Prepared& use(Session& session, const Heads& heads, const Tail& tail, std::uint64_t lists) {
    OpenSession& open = open_session(session);
    const StatementKey key{&tail, lists};
    if (Prepared* statement = open.take(key)) return *statement;
    const std::string_view text(tail.text, tail.size);
    auto left = std::count(text.begin(), text.end(), list_mark);
    std::string sql(heads.*tail.head);
    for (const char c : text) {
        if (c == list_mark)
            sql += parameters(list_parameters(lists >> (4 * --left) & 15U));
        else
            sql += c;
    }
    return open.add(key, sql);
}

void give_back(Prepared& statement) noexcept {
    source::release(statement);
}

std::int64_t run_for_integer(Prepared& statement) {
    if (sqlite3_step(statement.handle) != SQLITE_ROW) fail(statement);
    const std::int64_t value = sqlite3_column_int64(statement.handle, 0);
    source::release(statement);
    return value;
}

std::int64_t run_for_changes(Prepared& statement) {
    source::run(statement);
    return sqlite3_changes64(statement.session->handle);
}

void fail(Prepared& statement) {
    sqlite3* const db = statement.session->handle;
    const int code = sqlite3_extended_errcode(db);
    const std::string tried = shown(statement);
    source::release(statement);
    throw_sqlite(db, code, tried);
}

void fail_bind(Prepared& statement, int code) {
    sqlite3* const db = statement.session->handle;
    const std::string tried = "cannot bind a value to " + shown(statement);
    source::release(statement);
    throw_sqlite(db, code, tried);
}

void fail_value(Prepared& statement, int column) {
    const std::string message = fmt::format("`{}` holds a value that its type does not have, read by {}",
                                            sqlite3_column_name(statement.handle, column), shown(statement));
    source::release(statement);
    throw Error(ErrorCode::sqlite, message, SQLITE_MISMATCH);
}

}  // namespace varve::detail
