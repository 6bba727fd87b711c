#include <algorithm>
#include <array>
#include <initializer_list>

#include "generator/sqlite/lift_parts.hpp"
#include "runtime/src/sql_chars.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler::sqlite {

namespace {

struct StandardType {
    std::string_view declared;
    TypeKind kind;
};

constexpr std::array<StandardType, 5> own_types{{
    {"INTEGER", TypeKind::int64},
    {"TEXT", TypeKind::text},
    {"REAL", TypeKind::real},
    {"BLOB", TypeKind::blob},
    {"ANY", TypeKind::any},
}};

/// SQLite's rules of affinity, in its order.
TypeKind kind_of(const std::string& upper) {
    const auto has = [&](std::initializer_list<std::string_view> words) {
        return std::any_of(words.begin(), words.end(),
                           [&](std::string_view word) { return upper.find(word) != std::string::npos; });
    };
    if (has({"INT"})) return TypeKind::int64;
    if (has({"CHAR", "CLOB", "TEXT"})) return TypeKind::text;
    if (has({"BLOB"})) return TypeKind::blob;
    if (has({"REAL", "FLOA", "DOUB"})) return TypeKind::real;
    return upper == "BOOL" || upper == "BOOLEAN" ? TypeKind::boolean : TypeKind::any;
}

}  // namespace

ColumnType lift_type(const std::string& declared) {
    const std::string upper = upper_case(declared);
    ColumnType type;
    for (const StandardType& own : own_types)
        if (upper == own.declared) {
            type.kind = own.kind;
            return type;
        }
    type.kind = kind_of(upper_case(detail::unquote(declared)));
    type.sqltype = upper == "INT" ? upper : declared;
    return type;
}

}  // namespace varve::compiler::sqlite
