#include "generator/sqlite/stand_in_module.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>

#include "generator/sqlite/render.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler::sqlite {

namespace {

struct Table : sqlite3_vtab {
    std::size_t* calls = nullptr;  ///< how often it was written or read; null where nobody counts

    void count() const {
        if (calls != nullptr) ++*calls;
    }
};

/// The column that an argument declares; "" for none.
std::string column_of(std::string_view argument) {
    const std::vector<detail::SqlToken> tokens = detail::sql_tokens(argument);
    if (tokens.empty()) return {};
    const detail::SqlToken& first = tokens.front();
    if (first.kind != detail::SqlTokenKind::word && first.kind != detail::SqlTokenKind::quoted) return {};
    if (tokens.size() > 1 && argument.substr(tokens[1].begin, 1) == "=") return {};
    return detail::unquote(argument.substr(first.begin, first.end - first.begin));
}

/// Behind the module's, the database's and the table's name stand the arguments.
std::string declaration(int count, const char* const* arguments) {
    constexpr int first_argument = 3;
    std::string columns;
    for (int i = first_argument; i < count; ++i) {
        const std::string column = column_of(arguments[i]);
        if (!column.empty()) columns += (columns.empty() ? "" : ", ") + quote(column);
    }
    return "CREATE TABLE stand_in (" + (columns.empty() ? "value" : columns) + ")";
}

int connect(sqlite3* db, void* calls, int count, const char* const* arguments, sqlite3_vtab** table, char**) {
    const int code = sqlite3_declare_vtab(db, declaration(count, arguments).c_str());
    if (code != SQLITE_OK) return code;
    auto made = std::make_unique<Table>();
    made->calls = static_cast<std::size_t*>(calls);
    *table = made.release();
    return code;
}

int disconnect(sqlite3_vtab* table) {
    const std::unique_ptr<Table> owner(static_cast<Table*>(table));
    return SQLITE_OK;
}

/// Takes every constraint upon itself, MATCH too: no row is there to break one.
int best_index(sqlite3_vtab*, sqlite3_index_info* info) {
    int argument = 0;
    for (int i = 0; i != info->nConstraint; ++i) {
        if (info->aConstraint[i].usable != 0) info->aConstraintUsage[i].argvIndex = ++argument;
    }
    info->estimatedCost = 1;
    return SQLITE_OK;
}

int open_cursor(sqlite3_vtab*, sqlite3_vtab_cursor** cursor) {
    *cursor = std::make_unique<sqlite3_vtab_cursor>().release();
    return SQLITE_OK;
}

int close_cursor(sqlite3_vtab_cursor* cursor) {
    const std::unique_ptr<sqlite3_vtab_cursor> owner(cursor);
    return SQLITE_OK;
}

int filter(sqlite3_vtab_cursor* cursor, int, const char*, int, sqlite3_value**) {
    static_cast<const Table*>(cursor->pVtab)->count();
    return SQLITE_OK;
}
int next(sqlite3_vtab_cursor*) {
    return SQLITE_OK;
}
int at_end(sqlite3_vtab_cursor*) {
    return 1;
}
int column(sqlite3_vtab_cursor*, sqlite3_context*, int) {
    return SQLITE_OK;
}
int rowid(sqlite3_vtab_cursor*, sqlite3_int64* id) {
    *id = 0;
    return SQLITE_OK;
}
int update(sqlite3_vtab* table, int, sqlite3_value**, sqlite3_int64* id) {
    static_cast<const Table*>(table)->count();
    *id = 1;
    return SQLITE_OK;
}
int rename(sqlite3_vtab*, const char*) {
    return SQLITE_OK;
}

sqlite3_module make_module() {
    sqlite3_module module{};
    module.xCreate = module.xConnect = connect;
    module.xDestroy = module.xDisconnect = disconnect;
    module.xBestIndex = best_index;
    module.xOpen = open_cursor;
    module.xClose = close_cursor;
    module.xFilter = filter;
    module.xNext = next;
    module.xEof = at_end;
    module.xColumn = column;
    module.xRowid = rowid;
    module.xUpdate = update;
    module.xRename = rename;
    return module;
}

}  // namespace

const sqlite3_module& stand_in_module() {
    static const sqlite3_module module = make_module();
    return module;
}

}  // namespace varve::compiler::sqlite
