#include "generator/model/type.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace varve::compiler {
namespace {

constexpr std::string_view within_int32 = "({} BETWEEN -2147483648 AND 2147483647)";

// clang-format off
constexpr std::array rows{
    //      kind                   word         storage    check                    cpp_type              cpp_view              read         bind         length input
    TypeRow{TypeKind::int64,       "int64",     "INTEGER", "",                      "std::int64_t",       "std::int64_t",       "int64",     "int64",     false, ""},
    TypeRow{TypeKind::int32,       "int32",     "INTEGER", within_int32,            "std::int32_t",       "std::int32_t",       "int32",     "int32",     false, ""},
    TypeRow{TypeKind::boolean,     "bool",      "INTEGER", "({} IN (0, 1))",        "bool",               "bool",               "boolean",   "boolean",   false, ""},
    TypeRow{TypeKind::real,        "real",      "REAL",    "",                      "double",             "double",             "real",      "real",      false, ""},
    TypeRow{TypeKind::text,        "text",      "TEXT",    "(length({}) <= {n})",   "std::string",        "std::string_view",   "text",      "text",      true,  ""},
    TypeRow{TypeKind::blob,        "blob",      "BLOB",    "(length({}) = {n})",    "varve::Blob",        "varve::BlobView",    "blob",      "blob",      true,  "varve::BlobInput"},
    TypeRow{TypeKind::timestamp,   "timestamp", "INTEGER", "",                      "varve::Timestamp",   "varve::Timestamp",   "timestamp", "timestamp", false, ""},
    TypeRow{TypeKind::date,        "date",      "TEXT",    "",                      "std::string",        "std::string_view",   "text",      "text",      false, ""},
    TypeRow{TypeKind::uuid,        "uuid",      "BLOB",    "(length({}) = 16)",     "varve::Uuid",        "varve::Uuid",        "uuid",      "uuid",      false, ""},
    TypeRow{TypeKind::json,        "json",      "TEXT",    "",                      "std::string",        "std::string_view",   "text",      "text",      false, ""},
    TypeRow{TypeKind::decimal,     "decimal",   "TEXT",    "",                      "std::string",        "std::string_view",   "text",      "text",      false, ""},
    TypeRow{TypeKind::any,         "any",       "ANY",     "",                      "varve::Value",       "varve::ValueView",   "value",     "value",     false, ""},
    TypeRow{TypeKind::enumeration, "",          "TEXT",    "({} IN ({values}))",    "",                   "",                   "text",      "text",      false, ""},
    TypeRow{TypeKind::named,       "",          "",        "",                      "",                   "",                   "",          "",          false, ""},
};
// clang-format on

std::string quoted(std::string_view text, char quote) {
    std::string out(1, quote);
    for (const char c : text) {
        out += c;
        if (c == quote) out += c;
    }
    return out + quote;
}

struct Substitution {
    std::string_view hole;
    std::string text;
};

/// One pass, so that what is filled in is never taken for a hole.
std::string fill(std::string_view pattern, std::span<const Substitution> substitutions) {
    std::string out;
    while (!pattern.empty()) {
        const auto hole = std::find_if(substitutions.begin(), substitutions.end(),
                                       [&](const Substitution& s) { return pattern.starts_with(s.hole); });
        if (hole != substitutions.end()) out += hole->text;
        else out += pattern.front();
        pattern.remove_prefix(hole != substitutions.end() ? hole->hole.size() : 1);
    }
    return out;
}

std::string value_list(const Enum& values) {
    std::string list;
    for (const EnumValue& value : values.values) {
        if (!list.empty()) list += ", ";
        list += quoted(value.name, '\'');
    }
    return list;
}

const ColumnType& resolve(const Schema& schema, const ColumnType& type) {
    const NamedType* named = type.kind == TypeKind::named ? schema.find_type(type.name) : nullptr;
    return named != nullptr ? named->base : type;
}

}  // namespace

std::span<const TypeRow> type_rows() { return rows; }

const TypeRow& row_of(TypeKind kind) { return rows[static_cast<std::size_t>(kind)]; }

std::optional<TypeKind> kind_of_word(std::string_view word) {
    const auto found = std::find_if(rows.begin(), rows.end(),
                                    [&](const TypeRow& row) { return !row.word.empty() && row.word == word; });
    return found == rows.end() ? std::nullopt : std::optional(found->kind);
}

TypeKind storage_kind(const Schema& schema, const ColumnType& type) { return resolve(schema, type).kind; }

std::optional<SqlText> implied_check(const Schema& schema, const Column& column) {
    const ColumnType& type = resolve(schema, column.type);
    const TypeRow& row = row_of(type.kind);
    if (column.type.sqltype || type.sqltype || row.check.empty()) return std::nullopt;
    if (row.takes_length && !type.length) return std::nullopt;
    const Enum* values = type.kind == TypeKind::enumeration ? schema.find_enum(type.name) : nullptr;
    const std::array substitutions{
        Substitution{"{}", quoted(column.name, '"')},
        Substitution{"{n}", std::to_string(type.length.value_or(0))},
        Substitution{"{values}", values != nullptr ? value_list(*values) : std::string()},
    };
    return fill(row.check, substitutions);
}

std::string declared_type(const Schema& schema, const ColumnType& type) {
    if (type.sqltype) return *type.sqltype;
    const ColumnType& base = resolve(schema, type);
    return base.sqltype ? *base.sqltype : std::string(row_of(base.kind).storage);
}

bool is_declared_integer(const Schema& schema, const ColumnType& type) {
    const std::string declared = declared_type(schema, type);
    std::string_view word = declared;
    if (word.size() > 2 && std::string_view("\"'`[").find(word.front()) != std::string_view::npos)
        word = word.substr(1, word.size() - 2);
    constexpr std::string_view integer = "INTEGER";
    return std::equal(word.begin(), word.end(), integer.begin(), integer.end(), [](char given, char wanted) {
        return (given >= 'a' && given <= 'z' ? given - 'a' + 'A' : given) == wanted;
    });
}

}  // namespace varve::compiler
