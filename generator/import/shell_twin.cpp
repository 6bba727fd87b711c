#include "generator/import/shell_twin.hpp"

#include <sqlite3.h>

#include "runtime/include/varve/error.hpp"

namespace varve::compiler {

ShellTwin::ShellTwin() {
    if (sqlite3_open(":memory:", &db_) == SQLITE_OK) return;
    sqlite3_close(db_);
    throw Error(ErrorCode::sqlite, "cannot open a database in memory");
}

ShellTwin::~ShellTwin() {
    sqlite3_close(db_);
}

std::optional<std::string> ShellTwin::run(const std::string& sql) {
    char* message = nullptr;
    const int code = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, &message);
    std::optional<std::string> reason;
    if (code != SQLITE_OK) reason = message == nullptr ? sqlite3_errmsg(db_) : message;
    sqlite3_free(message);
    return reason;
}

detail::Structure ShellTwin::structure() const {
    return detail::read_structure(db_);
}

}  // namespace varve::compiler
