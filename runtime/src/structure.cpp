#include "runtime/src/structure.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <memory>
#include <varve/error.hpp>

#include "runtime/src/digest.hpp"
#include "runtime/src/normal_forms.hpp"
#include "runtime/src/shadow_tables.hpp"
#include "runtime/src/sql_chars.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "runtime/src/structure_names.hpp"
#include "runtime/src/structure_rows.hpp"

namespace varve::detail {
namespace {

// `sql` is NULL for automatic indexes.
constexpr const char* read_objects =
    "SELECT rowid, type, name, tbl_name, sql FROM main.sqlite_schema WHERE sql IS NOT NULL";
constexpr const char* read_objects_behind =
    "SELECT rowid, type, name, tbl_name, sql FROM main.sqlite_schema WHERE rowid > ?1 AND sql IS NOT NULL";
constexpr const char* read_one_object =
    "SELECT rowid, type, name, tbl_name, sql FROM main.sqlite_schema WHERE rowid = ?1";

bool begins_with(std::string_view name, std::string_view prefix) {
    return equal_ignoring_case(name.substr(0, prefix.size()), prefix);
}

std::string_view column(sqlite3_stmt* statement, int index) {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement, index));
    if (bytes == nullptr) return {};
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement, index))};
}

[[noreturn]] void fail(sqlite3* db) {
    throw Error(ErrorCode::sqlite,
                fmt::format("cannot read the structure of the database: {}", sqlite3_errmsg(db)),
                sqlite3_extended_errcode(db));
}

using OwnedStatement = std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)>;

OwnedStatement prepare(sqlite3* db, const char* sql) {
    sqlite3_stmt* raw = nullptr;
    if (sqlite3_prepare_v2(db, sql, -1, &raw, nullptr) != SQLITE_OK) fail(db);
    return {raw, sqlite3_finalize};
}

void take_rows(sqlite3_stmt* statement, const std::function<void(const StructureRow&)>& take) {
    int rc = SQLITE_ROW;
    while ((rc = sqlite3_step(statement)) == SQLITE_ROW) {
        const StructureRow row{sqlite3_column_int64(statement, 0), column(statement, 1), column(statement, 2),
                               column(statement, 3), column(statement, 4)};
        if (!begins_with(row.name, "sqlite_") && !begins_with(row.name, "varve_")) take(row);
    }
    if (rc != SQLITE_DONE) fail(sqlite3_db_handle(statement));
}

void take_rows_at(sqlite3* db, const char* sql, std::int64_t rowid,
                  const std::function<void(const StructureRow&)>& take) {
    const OwnedStatement statement = prepare(db, sql);
    sqlite3_bind_int64(statement.get(), 1, rowid);
    take_rows(statement.get(), take);
}

}  // namespace

bool is_virtual_table(const StructureObject& object) {
    return object.type == "table" && begins_with(object.sql, "CREATE VIRTUAL ");
}

Structure make_structure(std::vector<StructureObject> objects) {
    return make_structure(
        std::move(objects), [](const StructureObject&) { return true; },
        [](const StructureObject&) { return nullptr; });
}

Structure make_structure(std::vector<StructureObject> objects,
                         const std::function<bool(const StructureObject&)>& wanted, const KnownNames& known) {
    settle_names(objects, wanted, known);
    for (StructureObject& object : objects)
        if (wanted(object) || is_virtual_table(object)) object.sql = normalise_structure(object.sql);
    remove_shadow_tables(objects);
    std::erase_if(objects, [&](const StructureObject& object) { return !wanted(object); });
    std::sort(objects.begin(), objects.end());
    return {std::move(objects)};
}

void for_each_structure_row(sqlite3* db, const std::function<void(const StructureRow&)>& take) {
    take_rows(prepare(db, read_objects).get(), take);
}

void for_each_structure_row_behind(sqlite3* db, std::int64_t rowid,
                                   const std::function<void(const StructureRow&)>& take) {
    take_rows_at(db, read_objects_behind, rowid, take);
}

void take_structure_row(sqlite3* db, std::int64_t rowid,
                        const std::function<void(const StructureRow&)>& take) {
    take_rows_at(db, read_one_object, rowid, take);
}

Structure read_structure(sqlite3* db) {
    std::vector<StructureObject> objects;
    for_each_structure_row(db, [&](const StructureRow& row) { objects.push_back(row.object()); });
    return make_structure(std::move(objects));
}

std::string fingerprint_of_text(std::span<const std::string_view> pieces) {
    const std::array<std::string_view, 1> tag = {"varve-structure-1"};
    return digest_parts(tag, pieces);
}

std::string fingerprint(const Structure& structure) {
    const std::string text = to_text(structure);
    const std::array<std::string_view, 1> whole = {text};
    return fingerprint_of_text(whole);
}

std::string read_fingerprint(sqlite3* db) {
    NormalForms* known = NormalForms::in_use();
    if (known == nullptr) return fingerprint(read_structure(db));
    std::vector<StructureObject> objects;
    for_each_structure_row(db, [&](const StructureRow& row) { objects.push_back(row.object()); });
    std::vector<std::string_view> texts;
    for (const StructureObject& object : objects)
        texts.insert(texts.end(), {object.type, object.name, object.table, object.sql});
    // A statement never begins so.
    return known->of("schema " + digest_parts(texts), [&](std::string_view) {
        return fingerprint(make_structure(std::move(objects)));
    });
}

}  // namespace varve::detail
