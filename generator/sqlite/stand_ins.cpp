#include "generator/sqlite/stand_ins.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <varve/error.hpp>

#include "generator/sqlite/stand_in_module.hpp"
#include "generator/sqlite/stand_in_tokenizer.hpp"

namespace varve::compiler::sqlite {

namespace {

void count_call(void* calls) {
    if (calls != nullptr) ++*static_cast<std::size_t*>(calls);
}

int compare_bytes(void* calls, int left_size, const void* left, int right_size, const void* right) {
    count_call(calls);
    const int shorter = std::min(left_size, right_size);
    const int order = shorter == 0 ? 0 : std::memcmp(left, right, static_cast<std::size_t>(shorter));
    return order != 0 ? order : left_size - right_size;
}

void give_null(sqlite3_context* context, int, sqlite3_value**) {
    count_call(sqlite3_user_data(context));
    sqlite3_result_null(context);
}

bool finds_row(sqlite3* db, const char* sql, const Requirement& requirement) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, nullptr) != SQLITE_OK) return false;
    sqlite3_bind_text(statement, 1, requirement.name.c_str(), -1, SQLITE_STATIC);
    sqlite3_bind_int(statement, 2, requirement.arity);
    const bool found = sqlite3_step(statement) == SQLITE_ROW;
    sqlite3_finalize(statement);
    return found;
}

bool is_built_in(sqlite3* db, const Requirement& requirement) {
    switch (requirement.kind) {
        case Requirement::Kind::collation:
            return finds_row(db, "SELECT 1 FROM pragma_collation_list WHERE name = ?1 COLLATE NOCASE",
                             requirement);
        case Requirement::Kind::function:
            return finds_row(db,
                             "SELECT 1 FROM pragma_function_list WHERE name = ?1 COLLATE NOCASE AND "
                             "(narg = ?2 OR narg = -1)",
                             requirement);
        case Requirement::Kind::module:
            return finds_row(db, "SELECT 1 FROM pragma_module_list WHERE name = ?1 COLLATE NOCASE",
                             requirement);
        case Requirement::Kind::tokenizer:
            return false;
    }
    return false;
}

/// SQLite's code.
int register_stand_in(sqlite3* db, const Requirement& requirement, std::size_t* calls) {
    const char* name = requirement.name.c_str();
    switch (requirement.kind) {
        case Requirement::Kind::collation:
            return sqlite3_create_collation_v2(db, name, SQLITE_UTF8, calls, compare_bytes, nullptr);
        case Requirement::Kind::function:
            return sqlite3_create_function_v2(db, name, requirement.arity,
                                              SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, calls,
                                              give_null, nullptr, nullptr, nullptr);
        case Requirement::Kind::module:
            return sqlite3_create_module_v2(db, name, &stand_in_module(), calls, nullptr);
        case Requirement::Kind::tokenizer:
            return register_tokenizer(db, requirement.name) ? SQLITE_OK : SQLITE_ERROR;
    }
    return SQLITE_OK;
}

const char* word_of(Requirement::Kind kind) {
    constexpr const char* words[] = {"collation", "function", "tokenizer", "module"};
    return words[static_cast<std::size_t>(kind)];
}

}  // namespace

void register_stand_ins(sqlite3* db, const std::vector<Requirement>& requirements, std::size_t* calls) {
    for (const Requirement& requirement : requirements) {
        if (is_built_in(db, requirement)) continue;
        const int code = register_stand_in(db, requirement, calls);
        if (code == SQLITE_OK) continue;
        throw Error(ErrorCode::sqlite,
                    fmt::format("SQLite {} takes no stand-in for {} `{}`", sqlite3_libversion(),
                                word_of(requirement.kind), requirement.name),
                    code);
    }
}

}  // namespace varve::compiler::sqlite
