#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "generator/lint/rules.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler::lint_rules {

namespace {

void text_key(const Table& table, DiagnosticSink& sink) {
    if (!table.primary_key || table.without_rowid || table.primary_key->terms.size() != 1) return;
    const Column* column = find_column(table, table.primary_key->terms.front().column);
    if (column == nullptr || column->type.kind != TypeKind::text || column->type.sqltype) return;
    sink.warning(
        DiagnosticKind::text_primary_key, table.primary_key->span,
        fmt::format("table `{}` keeps its primary key `{}` beside the rowid", table.name, column->name), {},
        "take an `int64` key and make the text `unique`, or write `on sqlite without rowid`");
}

/// SQLite's rules (datatype3.html, 3.1): what none of them knows is NUMERIC.
bool is_numeric(std::string declared) {
    for (char& c : declared)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (declared.empty()) return false;
    for (const std::string_view known : {"INT", "CHAR", "CLOB", "TEXT", "BLOB", "REAL", "FLOA", "DOUB"})
        if (declared.find(known) != std::string::npos) return false;
    return true;
}

void affinities(const Table& table, DiagnosticSink& sink) {
    if (table.strict) return;
    for (const Column& column : table.columns) {
        const TypeKind kind = column.type.kind;
        const bool holds_texts = kind == TypeKind::text || kind == TypeKind::json || kind == TypeKind::any;
        if (holds_texts && column.type.sqltype && is_numeric(*column.type.sqltype))
            sink.warning(
                DiagnosticKind::numeric_affinity, column.span,
                fmt::format("`{}.{}` is declared `{}`, so that SQLite makes numbers of texts that look "
                            "like them",
                            table.name, column.name, *column.type.sqltype),
                {}, "leave `sqltype` out, or declare a type with `TEXT`, `CHAR` or `BLOB` in its name");
    }
}

/// The length that a text of this type may have; nothing where it has none.
std::optional<std::int64_t> longest(const Schema& schema, const ColumnType& type) {
    const NamedType* named = type.kind == TypeKind::named ? schema.find_type(type.name) : nullptr;
    const ColumnType& base = named != nullptr ? named->base : type;
    if (base.kind != TypeKind::text || type.sqltype || base.sqltype) return std::nullopt;
    return base.length;
}

std::int64_t characters(std::string_view text) {
    return std::count_if(text.begin(), text.end(),
                         [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; });
}

void long_defaults(const Schema& schema, const Table& table, DiagnosticSink& sink) {
    for (const Column& column : table.columns) {
        const std::optional<std::int64_t> most = longest(schema, column.type);
        if (!most || !column.default_value || column.default_value->sql.front() != '\'') continue;
        const std::int64_t length = characters(detail::unquote(column.default_value->sql));
        if (length <= *most) continue;
        sink.warning(
            DiagnosticKind::default_too_long, column.default_value->span,
            fmt::format(
                "the default of `{}.{}` has {} characters, and the column takes {}: no row can have it",
                table.name, column.name, length, *most),
            {}, "write a shorter default, or a larger length");
    }
}

}  // namespace

void tables(const Schema& schema, DiagnosticSink& sink) {
    std::set<std::string> parents;
    for (const Table& table : schema.tables)
        for (const ForeignKey& key : table.foreign_keys)
            parents.insert(key.table);
    for (const Table& table : schema.tables) {
        text_key(table, sink);
        affinities(table, sink);
        long_defaults(schema, table, sink);
        if (table.primary_key && table.primary_key->autoincrement && parents.count(table.name) == 0)
            sink.warning(
                DiagnosticKind::needless_autoincrement, table.primary_key->span,
                fmt::format("nothing refers to table `{}`, so its numbers may come again", table.name), {},
                "leave `autoincrement` out");
    }
}

}  // namespace varve::compiler::lint_rules
