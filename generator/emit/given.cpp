#include <array>
#include <charconv>
#include <system_error>

#include "generator/emit/cpp_schema.hpp"
#include "generator/emit/identifiers.hpp"
#include "generator/emit/literal.hpp"
#include "generator/model/default_expression.hpp"
#include "generator/model/type.hpp"

namespace varve::compiler {
namespace {

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i != a.size(); ++i)
        if (lower(a[i]) != lower(b[i])) return false;
    return true;
}

/// The text of an SQL string literal.
std::optional<std::string> unquoted(std::string_view sql) {
    if (sql.size() < 2 || sql.front() != '\'' || sql.back() != '\'') return std::nullopt;
    std::string text;
    for (std::size_t i = 1; i + 1 < sql.size(); ++i) {
        text += sql[i];
        if (sql[i] == '\'') ++i;
    }
    return text;
}

std::string without_spaces(std::string_view sql) {
    std::string text;
    for (const char c : sql)
        if (c != ' ' && c != '+') text += c;
    return text;
}

template <class Number>
std::optional<Number> number(std::string_view sql) {
    const std::string text = without_spaces(sql);
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<std::string> integer_initialiser(std::string_view sql) {
    const auto value = number<std::int64_t>(sql);
    if (!value) return std::nullopt;
    if (*value == INT64_MIN)
        return "INT64_MIN";  // its literal would be the negation of one that does not fit
    return std::to_string(*value);
}

std::optional<std::string> bool_initialiser(std::string_view sql) {
    if (sql == "1" || equal_ignoring_case(sql, "true")) return "true";
    if (sql == "0" || equal_ignoring_case(sql, "false")) return "false";
    return std::nullopt;
}

std::optional<std::string> real_initialiser(std::string_view sql) {
    const auto value = number<double>(sql);
    if (!value) return std::nullopt;
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), *value).ptr;
    std::string text(digits.data(), end);
    if (text.find_first_not_of("-0123456789") == std::string::npos) text += ".0";
    return text.find_first_of("in") == std::string::npos ? std::optional(text)
                                                         : std::nullopt;  // no infinities
}

std::optional<std::string> enum_initialiser(const CppField& field, std::string_view sql) {
    const auto text = unquoted(sql);
    return text ? std::optional(field.owned + "::" + identifier(*text)) : std::nullopt;
}

/// A literal default as C++; nothing for what C++ has no plain form of.
std::optional<std::string> initialiser(const CppField& field, std::string_view sql) {
    switch (field.kind) {
        case TypeKind::int64:
        case TypeKind::int32:
            return integer_initialiser(sql);
        case TypeKind::boolean:
            return bool_initialiser(sql);
        case TypeKind::real:
            return real_initialiser(sql);
        case TypeKind::enumeration:
            return enum_initialiser(field, sql);
        case TypeKind::timestamp: {
            const auto value = integer_initialiser(sql);
            return value ? std::optional("varve::Timestamp{" + *value + "}") : std::nullopt;
        }
        case TypeKind::text:
        case TypeKind::date:
        case TypeKind::json:
        case TypeKind::decimal: {
            const auto text = unquoted(sql);
            return text ? std::optional(cpp_literal(*text)) : std::nullopt;
        }
        default:
            return std::nullopt;
    }
}

}  // namespace

bool is_rowid_alias(const Schema& schema, const Table& table, const Column& column) {
    if (table.without_rowid || !table.primary_key || table.primary_key->terms.size() != 1) return false;
    const KeyTerm& term = table.primary_key->terms.front();
    const TypeKind kind = storage_kind(schema, column.type);
    // SQLite's own accident: DESC counts behind the column only.
    return term.column == column.name && !(term.descending && table.primary_key->on_column) &&
           (kind == TypeKind::int64 || kind == TypeKind::int32) &&
           is_declared_integer(schema, column.type);
}

void settle_given(const Schema& schema, const Table& table, const Column& column, CppField& field) {
    if (column.generated) {
        field.given = Given::never;
        return;
    }
    if (is_rowid_alias(schema, table, column)) {
        field.given = Given::rowid;
        return;
    }
    field.given = column.nullable ? Given::nullable : Given::required;
    if (!column.default_value || equal_ignoring_case(column.default_value->sql, "NULL")) return;
    const Default& value = *column.default_value;
    const SqlText sql = default_expression(value);
    if (value.kind == Default::Kind::literal && !field.own_type) {
        if (const auto cpp = initialiser(field, sql)) {
            field.given = Given::constant;
            field.initialiser = *cpp;
            return;
        }
    }
    field.given = column.nullable ? Given::computed_nullable : Given::computed;
    field.default_sql = sql;
}

}  // namespace varve::compiler
