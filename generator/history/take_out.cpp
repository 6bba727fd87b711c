#include "generator/history/take_out.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <string>
#include <vector>

#include "generator/sqlite/render.hpp"
#include "runtime/src/preflight.hpp"

namespace varve::compiler {

namespace {

std::vector<std::string> columns_of(sqlite3* db, const std::string& query) {
    sqlite3_stmt* statement = nullptr;
    std::vector<std::string> names;
    if (sqlite3_prepare_v2(db, query.c_str(), -1, &statement, nullptr) != SQLITE_OK) return names;
    for (int i = 0; i != sqlite3_column_count(statement); ++i)
        names.push_back(sqlite::quote(sqlite3_column_name(statement, i)));
    sqlite3_finalize(statement);
    return names;
}

}  // namespace

void take_out_offenders(sqlite3* db, std::string_view script) {
    for (const detail::PreflightQuery& query : detail::preflight_queries(script)) {
        const std::string sql(query.sql);
        const std::vector<std::string> key = columns_of(db, sql);
        if (key.empty()) continue;
        const std::string remove = fmt::format("DELETE FROM {} WHERE ({}) IN ({})",
                                               sqlite::quote(query.table), fmt::join(key, ", "), sql);
        sqlite3_exec(db, remove.c_str(), nullptr, nullptr, nullptr);
    }
}

}  // namespace varve::compiler
