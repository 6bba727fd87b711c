#include "generator/sqlite/stand_in_tokenizer.hpp"

#include <sqlite3.h>

#include <memory>
#include <optional>

namespace varve::compiler::sqlite {

namespace {

using Statement = std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)>;

Statement compiled(sqlite3* db, const char* sql) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(db, sql, -1, &statement, nullptr);
    return {statement, sqlite3_finalize};
}

/// FTS5 hands its interface out through a pointer that is bound; null where there is no FTS5.
fts5_api* fts5_of(sqlite3* db) {
    fts5_api* api = nullptr;
    const Statement statement = compiled(db, "SELECT fts5(?1)");
    if (!statement) return nullptr;
    sqlite3_bind_pointer(statement.get(), 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
    sqlite3_step(statement.get());
    return api;
}

bool register_for_fts5(sqlite3* db, const std::string& name) {
    fts5_api* api = fts5_of(db);
    if (api == nullptr) return false;
    void* data = nullptr;
    fts5_tokenizer tokenizer{};
    if (api->xFindTokenizer(api, name.c_str(), &data, &tokenizer) == SQLITE_OK) return true;
    if (api->xFindTokenizer(api, "unicode61", &data, &tokenizer) != SQLITE_OK) return false;
    return api->xCreateTokenizer(api, name.c_str(), data, &tokenizer, nullptr) == SQLITE_OK;
}

/// FTS3 hands a tokenizer out as the bytes of a pointer, and takes one so where they are bound.
std::optional<std::string> fts3_tokenizer(sqlite3* db, const std::string& name) {
    const Statement statement = compiled(db, "SELECT fts3_tokenizer(?1)");
    if (!statement) return std::nullopt;
    sqlite3_bind_text(statement.get(), 1, name.c_str(), -1, SQLITE_STATIC);
    if (sqlite3_step(statement.get()) != SQLITE_ROW) return std::nullopt;
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement.get(), 0));
    return std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement.get(), 0)));
}

bool register_for_fts3(sqlite3* db, const std::string& name) {
    if (fts3_tokenizer(db, name)) return true;
    const std::optional<std::string> simple = fts3_tokenizer(db, "simple");
    if (!simple) return false;
    const Statement statement = compiled(db, "SELECT fts3_tokenizer(?1, ?2)");
    sqlite3_bind_text(statement.get(), 1, name.c_str(), -1, SQLITE_STATIC);
    sqlite3_bind_blob(statement.get(), 2, simple->data(), static_cast<int>(simple->size()), SQLITE_STATIC);
    return sqlite3_step(statement.get()) == SQLITE_ROW;
}

}  // namespace

bool register_tokenizer(sqlite3* db, const std::string& name) {
    const bool in_fts5 = register_for_fts5(db, name);
    const bool in_fts3 = register_for_fts3(db, name);
    return in_fts5 || in_fts3;
}

}  // namespace varve::compiler::sqlite
