#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "generator/model/schema.hpp"

namespace varve::compiler {

/// One row of the one table of types: all that any room knows about a type stands here.
struct TypeRow {
    TypeKind kind;
    std::string_view word;         ///< in the schema language: "int64"; "" for enumeration and named
    std::string_view storage;      ///< SQLite's declared type: "INTEGER"
    std::string_view check;        ///< implied CHECK with `{}` for the quoted column and `{n}` for the length; "" for none
    std::string_view cpp_type;     ///< owned value: "std::int64_t"; "" where it is the enum's or named type's own
    std::string_view cpp_view;     ///< as read in place: "std::string_view" for text
    std::string_view read;         ///< suffix of the runtime's read function: "int64"
    std::string_view bind;         ///< suffix of the runtime's bind function
    bool takes_length;             ///< text(n), blob(n)
    std::string_view cpp_input;    ///< what `New` and `Patch` take for a `lazy` column; "" where none can be
};

std::span<const TypeRow> type_rows();
const TypeRow& row_of(TypeKind kind);
std::optional<TypeKind> kind_of_word(std::string_view word);

/// The kind after following a named type to its base.
TypeKind storage_kind(const Schema& schema, const ColumnType& type);

/// The CHECK that a type implies for a column: "(\"is_active\" IN (0, 1))"; nothing with a `sqltype`.
std::optional<SqlText> implied_check(const Schema& schema, const Column& column);

/// The declared type text on SQLite: "TEXT", or the `sqltype`.
std::string declared_type(const Schema& schema, const ColumnType& type);

/// Whether the declared type is the word that makes a primary key the rowid's other name. SQLite takes the quotes
/// off a type, whichever they are.
bool is_declared_integer(const Schema& schema, const ColumnType& type);

}  // namespace varve::compiler
