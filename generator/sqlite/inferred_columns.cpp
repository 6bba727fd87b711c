#include "generator/sqlite/inferred_columns.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <memory>

#include "generator/sqlite/lift_parts.hpp"
#include "generator/sqlite/render.hpp"
#include "generator/sqlite/scratch.hpp"

namespace varve::compiler::sqlite {

namespace {

/// What cannot be made is left out: prepare() says so.
Scratch made_from(const Schema& schema) {
    Scratch scratch(schema.requirements);
    for (const Statement& statement : render(schema)) {
        if (statement.type == "table" || statement.type == "view") scratch.run(statement.sql);
    }
    return scratch;
}

std::vector<ViewColumn> columns_in(const Scratch& scratch, const View& view) {
    sqlite3_stmt* raw = nullptr;
    const std::string sql = "SELECT * FROM " + quote(view.name);
    sqlite3_prepare_v2(scratch.handle(), sql.c_str(), -1, &raw, nullptr);
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement(raw, sqlite3_finalize);
    std::vector<ViewColumn> columns;
    for (int i = 0; i != sqlite3_column_count(raw); ++i) {
        const char* declared = sqlite3_column_decltype(raw, i);
        ViewColumn column;
        column.name = sqlite3_column_name(raw, i);
        column.type = declared == nullptr ? ColumnType{TypeKind::any, {}, "", {}} : lift_type(declared);
        column.nullable = true;
        columns.push_back(std::move(column));
    }
    return columns;
}

}  // namespace

std::vector<ViewColumn> inferred_columns(const Schema& schema, const View& view) {
    return columns_in(made_from(schema), view);
}

void infer_view_columns(Schema& schema) {
    const auto infers = [](const View& view) { return view.inferred; };
    if (std::none_of(schema.views.begin(), schema.views.end(), infers)) return;
    const Scratch scratch = made_from(schema);
    for (View& view : schema.views)
        if (view.inferred) view.columns = columns_in(scratch, view);
}

}  // namespace varve::compiler::sqlite
