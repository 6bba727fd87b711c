#pragma once

#include <optional>
#include <string>
#include <vector>

#include "generator/base/diagnostic.hpp"
#include "generator/emit/emit.hpp"
#include "generator/model/schema.hpp"

namespace varve::compiler {

/// A schema as C++ will see it: every name settled, every type spelled, before a byte is printed.

/// What `New` asks of a column.
enum class Given {
    required,           ///< `varve::Required<V>`
    nullable,           ///< `std::optional<V>`: absent is NULL
    constant,           ///< a member initialiser
    rowid,              ///< `std::optional<V>`: absent is numbered by SQLite
    computed,           ///< `std::optional<V>`: absent is computed by the database
    computed_nullable,  ///< `varve::Change<std::optional<V>>`: absent, NULL and a value are three things
    never,              ///< generated columns
};

struct CppField {
    std::string name;
    std::string sql;  ///< quoted
    std::string doc;
    std::string owned;  ///< `std::string`; without the optional
    std::string view;   ///< `std::string_view`
    TypeKind kind{};
    bool nullable = false;
    bool lazy = false;  ///< not read with the row
    bool key = false;
    Given given = Given::required;
    std::string initialiser;  ///< of a constant
    std::string default_sql;  ///< of a computed one, in parentheses
};

/// A look-up that finds at most one row.
struct CppLookup {
    std::string name;  ///< "email": find_by_email, upsert_by_email
    std::vector<const CppField*> fields;
};

struct CppTable {
    std::string row;       ///< `User`
    std::string variable;  ///< `users`
    std::string sql;       ///< quoted
    std::string doc;
    bool read_only = false;  ///< a view
    std::vector<CppField> fields;
    std::vector<const CppField*> key;  ///< empty for none
    bool key_takes_conflicts = true;   ///< ON CONFLICT can name it by its columns alone
    std::vector<CppLookup> lookups;

    bool has_rowid_key() const { return key.size() == 1 && key.front()->given == Given::rowid; }
};

struct CppEnumValue {
    std::string name;
    std::string text;
    std::string doc;
};

struct CppEnum {
    std::string name;
    std::string doc;
    std::vector<CppEnumValue> values;
};

struct CppSchema {
    std::string cpp_namespace;
    std::string header;
    std::string name;
    std::vector<CppEnum> enums;
    std::vector<CppTable> tables;  ///< tables and then views
};

/// Settles all names. Reports those that collide and returns nothing then.
std::optional<CppSchema> name_everything(const Schema& schema, const EmitOptions& options,
                                         DiagnosticSink& sink);

/// What `New` asks of the column, with its initialiser or default.
void settle_given(const Schema& schema, const Table& table, const Column& column, CppField& field);

/// Whether the column is SQLite's rowid under another name.
bool is_rowid_alias(const Schema& schema, const Table& table, const Column& column);

}  // namespace varve::compiler
