#include "generator/sqlite/scratch.hpp"

#include <sqlite3.h>

#include "generator/sqlite/stand_ins.hpp"
#include "runtime/src/sqlite_error.hpp"

// SQLite 3.38 brought it; on an older library that is linked at run time the symbol is null.
extern "C" __attribute__((weak)) int sqlite3_error_offset(sqlite3*);

namespace varve::compiler::sqlite {

void Scratch::Close::operator()(sqlite3* db) const {
    sqlite3_close(db);
}

Scratch::Scratch(const std::vector<Requirement>& requirements) {
    sqlite3* db = nullptr;
    sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                    nullptr);
    db_.reset(db);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    register_stand_ins(db, requirements);
}

Refusal Scratch::run(const std::string& sql) {
    return attempt(sql, true);
}

Refusal Scratch::compile(const std::string& sql) {
    return attempt(sql, false);
}

Refusal Scratch::attempt(const std::string& sql, bool step) {
    Refusal refusal;
    sqlite3_stmt* statement = nullptr;
    int code = sqlite3_prepare_v2(db_.get(), sql.c_str(), static_cast<int>(sql.size()), &statement, nullptr);
    if (code != SQLITE_OK && sqlite3_error_offset != nullptr)
        refusal.offset = sqlite3_error_offset(db_.get());
    while (code == SQLITE_OK && step) {
        const int result = sqlite3_step(statement);
        if (result == SQLITE_ROW) continue;
        if (result != SQLITE_DONE) code = result;
        break;
    }
    if (code != SQLITE_OK) refusal.message = detail::last_message(db_.get());
    sqlite3_finalize(statement);
    return refusal;
}

}  // namespace varve::compiler::sqlite
