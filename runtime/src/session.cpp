#include "runtime/src/session.hpp"

#include <sqlite3.h>

#include <utility>

#include <fmt/format.h>

#include <varve/error.hpp>

#include "runtime/src/sqlite_error.hpp"

namespace varve::detail {

OpenSession::OpenSession(Connection connection, SlotTexts texts)
    : connection_(std::move(connection)), texts_(texts), numbered_(texts.count), closed_(texts.count) {
    handle = connection_.native_handle();
    open_slots(false);
    for (Prepared& statement : numbered_)
        statement.session = this;
    for (Prepared* statement : own_statements())
        statement->session = this;
}

OpenSession::~OpenSession() {
    blobs_.close_all();
    for (const Prepared& statement : numbered_)
        sqlite3_finalize(statement.handle);
    for (const Prepared& statement : added_)
        sqlite3_finalize(statement.handle);
    for (const Prepared* statement : own_statements())
        sqlite3_finalize(statement->handle);
}

void OpenSession::prepare(Prepared& statement, std::string_view sql) {
    const int code = sqlite3_prepare_v3(handle, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement.handle, nullptr);
    if (code != SQLITE_OK) throw_sqlite(handle, code, fmt::format("cannot prepare `{}`", sql));
    statement.ready = true;
}

Prepared& OpenSession::take_from(Prepared& first, std::string_view sql) {
    Prepared* statement = &first;
    while (statement->handle != nullptr && !statement->ready) {
        if (statement->spare == nullptr) {
            statement->spare = &added_.emplace_back();
            statement->spare->session = this;
        }
        statement = statement->spare;
    }
    if (statement->handle == nullptr) prepare(*statement, sql);
    statement->ready = false;
    ++live;
    return *statement;
}

void OpenSession::refuse_if_closed() const {
    if (slots != numbered_.data())
        throw Error(ErrorCode::misuse, "a table is used after its transaction has ended");
}

Prepared& OpenSession::take_slot(unsigned slot) {
    refuse_if_closed();
    return take_from(numbered_[slot], texts_.texts[slot]);
}

Prepared* OpenSession::take(const StatementKey& key) {
    refuse_if_closed();
    const auto found = keyed_.find(key);
    if (found == keyed_.end()) return nullptr;
    Prepared& first = *found->second;
    if (!first.ready) return &take_from(first, sqlite3_sql(first.handle));
    first.ready = false;
    ++live;
    return &first;
}

Prepared& OpenSession::add(const StatementKey& key, std::string_view sql) {
    Prepared& statement = added_.emplace_back();
    statement.session = this;
    prepare(statement, sql);
    keyed_.emplace(key, &statement);
    statement.ready = false;
    ++live;
    return statement;
}

void OpenSession::begin(Prepared& statement, std::string_view sql) {
    if (live != 0)
        throw Error(ErrorCode::misuse, "a row or a range of an earlier transaction is still alive");
    run(statement, sql);
    open_slots(true);
}

bool OpenSession::schema_moved() {
    if (left_at_ && left_at_ == file_version()) return false;
    run(sentinel_, "SELECT 1 FROM sqlite_schema LIMIT 0");
    return prepared_again() != known_at_;
}

int OpenSession::prepared_again() const noexcept {
    return sqlite3_stmt_status(sentinel_.handle, SQLITE_STMTSTATUS_REPREPARE, 0);
}

/// Of the file as this connection sees it: its own commits count, and those of others once they are seen.
std::optional<unsigned> OpenSession::file_version() const noexcept {
    unsigned version = 0;
    if (sqlite3_file_control(handle, "main", SQLITE_FCNTL_DATA_VERSION, &version) != SQLITE_OK) return {};
    return version;
}

void OpenSession::commit() {
    run(commit_, "COMMIT");
    open_slots(false);
    if (std::exchange(writes_, false)) left_at_ = file_version();
}

void OpenSession::run(Prepared& statement, std::string_view sql) {
    if (statement.handle == nullptr) prepare(statement, sql);
    const int code = sqlite3_step(statement.handle);
    const int extended = sqlite3_extended_errcode(handle);
    sqlite3_reset(statement.handle);
    if (code != SQLITE_DONE) throw_sqlite(handle, extended, fmt::format("cannot run `{}`", sql));
}

void OpenSession::roll_back() noexcept {
    open_slots(false);
    writes_ = false;
    left_at_.reset();
    live -= blobs_.close_all();
    if (sqlite3_get_autocommit(handle) != 0) return;  // SQLite rolled back by itself
    if (roll_back_.handle == nullptr && sqlite3_prepare_v3(handle, "ROLLBACK", -1, SQLITE_PREPARE_PERSISTENT,
                                                           &roll_back_.handle, nullptr) != SQLITE_OK)
        return;
    sqlite3_step(roll_back_.handle);
    sqlite3_reset(roll_back_.handle);
}

}  // namespace varve::detail
