#include "generator/history/type_change.hpp"

#include <algorithm>
#include <cctype>

#include "generator/history/facets.hpp"
#include "generator/model/type.hpp"

namespace varve::compiler {

namespace {

enum class Affinity { text, integer, real, numeric, blob, none };

/// SQLite's rules, in their order (datatype3.html, 3.1); ANY holds whatever it is given in a STRICT table
/// only.
Affinity affinity_of(std::string type, bool strict) {
    std::transform(type.begin(), type.end(), type.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    const auto holds = [&](std::string_view part) { return type.find(part) != std::string::npos; };
    if (type == "ANY" && strict) return Affinity::none;
    if (holds("INT")) return Affinity::integer;
    if (holds("CHAR") || holds("CLOB") || holds("TEXT")) return Affinity::text;
    if (type.empty() || holds("BLOB")) return Affinity::blob;
    if (holds("REAL") || holds("FLOA") || holds("DOUB")) return Affinity::real;
    return Affinity::numeric;
}

/// The column with its type as it would be after following a named type.
ColumnType base_of(const Schema& schema, const ColumnType& type) {
    const NamedType* named = type.kind == TypeKind::named ? schema.find_type(type.name) : nullptr;
    return named != nullptr ? named->base : type;
}

bool is_integer(TypeKind kind) {
    return kind == TypeKind::int64 || kind == TypeKind::int32 || kind == TypeKind::boolean ||
           kind == TypeKind::timestamp;
}

/// Held to 32 bits by its CHECK, which a column of an existing database has not.
bool is_short(const ColumnType& type) {
    return (type.kind == TypeKind::int32 || type.kind == TypeKind::boolean) && !type.sqltype;
}

bool is_whole(Affinity affinity) {
    return affinity == Affinity::integer || affinity == Affinity::numeric;
}

/// Whether each value of one enum is in the other, or mapped to one that is. Values that go from an enum
/// itself are judged elsewhere: they have a hint of their own.
bool holds_all(const Enum* old, const Enum* now) {
    if (old == nullptr || now == nullptr) return false;
    return old->name == now->name ||
           std::all_of(old->values.begin(), old->values.end(), [&](const EnumValue& value) {
               return std::any_of(now->values.begin(), now->values.end(),
                                  [&](const EnumValue& kept) { return kept.name == value.name; }) ||
                      std::any_of(now->map.begin(), now->map.end(),
                                  [&](const auto& entry) { return entry.first.value == value.name; });
           });
}

/// Whether every value that the old type's CHECK lets in passes the new type's.
bool fits(const Schema& before_schema, const Column& before, const Schema& after_schema,
          const Column& after) {
    const std::optional<SqlText> wanted = implied_check(after_schema, after);
    if (!wanted) return true;
    Column old = before;
    old.name = after.name;
    const std::optional<SqlText> had = implied_check(before_schema, old);
    // A bool in an existing database has no CHECK, but no other values either.
    if (!had)
        return before.type.kind == TypeKind::boolean && is_integer(base_of(after_schema, after.type).kind);
    if (same_sql(*had, *wanted)) return true;
    const ColumnType old_type = base_of(before_schema, before.type);
    const ColumnType new_type = base_of(after_schema, after.type);
    if (old_type.kind == TypeKind::text && new_type.kind == TypeKind::text)
        return *old_type.length <= *new_type.length;
    if (is_integer(old_type.kind) && is_integer(new_type.kind)) return old_type.kind == TypeKind::boolean;
    return old_type.kind == TypeKind::enumeration && new_type.kind == TypeKind::enumeration &&
           holds_all(before_schema.find_enum(old_type.name), after_schema.find_enum(new_type.name));
}

}  // namespace

TypeChange type_change(const Schema& before_schema, const Column& before, const Schema& after_schema,
                       const Table& after_table, const Column& after) {
    const std::string old_type = declared_type(before_schema, before.type);
    const std::string new_type = declared_type(after_schema, after.type);
    const Affinity old_affinity = affinity_of(old_type, after_table.strict);
    const Affinity new_affinity = affinity_of(new_type, after_table.strict);
    const bool as_it_is =
        new_affinity == Affinity::none || (new_affinity == Affinity::blob && !after_table.strict);
    const bool in_words = old_affinity == Affinity::integer && new_affinity == Affinity::text;
    const ColumnType old_base = base_of(before_schema, before.type);
    const TypeKind new_kind = base_of(after_schema, after.type).kind;
    // NUMERIC and INTEGER store alike; every integer of 32 bits is a REAL.
    const bool as_integers =
        is_integer(old_base.kind) && is_integer(new_kind) && is_whole(old_affinity) && is_whole(new_affinity);
    const bool as_reals = is_short(old_base) && is_whole(old_affinity) && new_affinity == Affinity::real;
    const bool kept = old_affinity == new_affinity || as_it_is || in_words || as_integers || as_reals;
    if (!kept) return TypeChange::lossy;
    if (!fits(before_schema, before, after_schema, after)) return TypeChange::narrowing;
    return same_sql(old_type, new_type) ? TypeChange::none : TypeChange::widening;
}

}  // namespace varve::compiler
