#include "generator/check/default_types.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

#include "generator/check/context.hpp"
#include "generator/check/sql_shapes.hpp"
#include "generator/check/sql_text.hpp"
#include "generator/model/type.hpp"

namespace varve::compiler {

namespace {

template <typename Integer>
bool is_integer(std::string_view text) {
    Integer value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    return problem == std::errc{} && end == text.data() + text.size();
}

bool is_value_of(const Schema& schema, const ColumnType& type, std::string_view sql) {
    const Enum* values = schema.find_enum(type.name);
    return values != nullptr &&
           std::any_of(values->values.begin(), values->values.end(),
                       [&](const EnumValue& value) { return sql_string(value.name) == sql; });
}

/// Whether the SQL is what a literal of the language is read as.
bool is_literal(const Schema& schema, const Column& column, std::string_view sql) {
    const TypeKind kind = storage_kind(schema, column.type);
    const bool has_sqltype = column.type.sqltype.has_value();
    if (kind == TypeKind::enumeration) return is_value_of(schema, column.type, sql);
    if (is_string(sql)) return has_sqltype || holds_text(kind);
    return is_number(sql) && holds_number(kind, has_sqltype, sql);
}

}  // namespace

bool holds_text(TypeKind kind) {
    return kind == TypeKind::text || kind == TypeKind::json || kind == TypeKind::date ||
           kind == TypeKind::decimal || kind == TypeKind::any;
}

bool holds_number(TypeKind kind, bool has_sqltype, std::string_view number) {
    if (has_sqltype || kind == TypeKind::real || kind == TypeKind::any) return true;
    if (kind == TypeKind::int32) return is_integer<std::int32_t>(number);
    return (kind == TypeKind::int64 || kind == TypeKind::timestamp) && is_integer<std::int64_t>(number);
}

std::string print_default(const Schema& schema, const Column& column) {
    const SqlText& sql = column.default_value->sql;
    const TypeKind kind = storage_kind(schema, column.type);
    if (column.default_value->kind == Default::Kind::expression) return "= " + sql;
    if (kind == TypeKind::boolean && sql == "1") return "= true";
    if (kind == TypeKind::boolean && sql == "0") return "= false";
    if (sql == "NULL" && column.nullable) return "= null";
    const bool holds_clock =
        kind != TypeKind::enumeration && (column.type.sqltype.has_value() || holds_text(kind));
    if (is_clock(sql) && holds_clock) return "= " + folded(sql);
    return is_literal(schema, column, sql) ? "= " + sql : fmt::format("= sql {{ {} }}", sql);
}

}  // namespace varve::compiler
