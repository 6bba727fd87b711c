#include <varve/connection.hpp>

#include <sqlite3.h>

#include <utility>

#include "runtime/src/connection_setup.hpp"
#include "runtime/src/sqlite_error.hpp"

namespace varve {

Connection Connection::open(const ConnectionOptions& options) {
    Connection connection;
    connection.path_ = options.path;
    connection.busy_deadline_ms_ = options.busy_deadline_ms;
    connection.read_only_ = options.read_only;
    connection.key_ = options.key;
    connection.configure_ = options.configure;
    connection.configure_context_ = options.configure_context;
    detail::open_file(&connection.handle_, options);
    detail::configure(connection.handle_, options);
    return connection;
}

Connection Connection::in_memory_twin() const {
    ConnectionOptions options;
    options.path = ":memory:";
    options.configure = configure_;
    options.configure_context = configure_context_;
    return open(options);
}

ConnectionOptions Connection::options() const {
    ConnectionOptions options;
    options.path = path_;
    options.read_only = read_only_;
    options.create = false;
    options.journal_mode = JournalMode::keep;
    options.busy_deadline_ms = busy_deadline_ms_;
    options.key = key_;
    options.configure = configure_;
    options.configure_context = configure_context_;
    return options;
}

Connection Connection::plain_twin() const {
    const char* file = sqlite3_db_filename(handle_, "main");
    if (file == nullptr || *file == '\0')
        throw Error(ErrorCode::misuse, "a database in memory has no second connection");
    ConnectionOptions plain = options();
    plain.configure = nullptr;
    plain.configure_context = nullptr;
    return open(plain);
}

Connection::Connection(Connection&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)),
      path_(std::move(other.path_)),
      read_only_(other.read_only_),
      busy_deadline_ms_(other.busy_deadline_ms_),
      key_(std::move(other.key_)),
      configure_(other.configure_),
      configure_context_(other.configure_context_) {}

Connection& Connection::operator=(Connection&& other) noexcept {
    if (this == &other) return *this;
    sqlite3_close_v2(handle_);
    handle_ = std::exchange(other.handle_, nullptr);
    path_ = std::move(other.path_);
    read_only_ = other.read_only_;
    busy_deadline_ms_ = other.busy_deadline_ms_;
    key_ = std::move(other.key_);
    configure_ = other.configure_;
    configure_context_ = other.configure_context_;
    return *this;
}

Connection::~Connection() {
    sqlite3_close_v2(handle_);
}

void Connection::execute(std::string_view sql) {
    if (handle_ == nullptr) throw Error(ErrorCode::misuse, "cannot run SQL: the connection is closed");
    const char* next = sql.data();
    const char* end = sql.data() + sql.size();
    while (next != end) {
        const char* begin = next;
        sqlite3_stmt* statement = nullptr;
        int code = sqlite3_prepare_v2(handle_, begin, static_cast<int>(end - begin), &statement, &next);
        if (code != SQLITE_OK)
            detail::throw_sqlite(handle_, detail::place_of_error(handle_, begin - sql.data()));
        if (statement == nullptr) continue;
        do
            code = sqlite3_step(statement);
        while (code == SQLITE_ROW);
        sqlite3_finalize(statement);
        if (code != SQLITE_DONE)
            detail::throw_sqlite(handle_, detail::place_of_error(handle_, begin - sql.data()));
    }
}

}  // namespace varve
