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
    std::string owned;      ///< `std::string`; without the optional
    std::string view;       ///< `std::string_view`
    std::string input;      ///< in `New` and `Patch`: as viewed, but for lazy columns
    std::string parameter;  ///< of functions: as viewed, but for types of the user's own
    TypeKind kind{};
    bool nullable = false;
    bool fixed = false;     ///< a value of one size, which `insert` gives back
    bool own_type = false;  ///< of the user's own, by its codec
    bool lazy = false;      ///< not read with the row
    std::string handle;     ///< of a lazy one: the accessor that opens it
    bool handle_writes = false;
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
    std::string rowid;  ///< what SQL calls the row's number, for handles

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

/// A C++ type of the user's own.
struct CppType {
    std::string name;     ///< in the generated namespace: `Uid`
    std::string cpp;      ///< as the schema says: `app::Uuid`
    std::string storage;  ///< what its columns are read and bound as
    std::string header;   ///< behind `#include`; "" for none
};

struct CppSchema {
    std::string cpp_namespace;
    std::string header;
    std::string name;
    std::vector<CppType> types;
    std::vector<CppEnum> enums;
    std::vector<CppTable> tables;  ///< tables and then views
};

/// Settles all names. Reports those that collide and returns nothing then.
std::optional<CppSchema> name_everything(const Schema& schema, const EmitOptions& options,
                                         DiagnosticSink& sink);

/// What `New` asks of the column, with its initialiser or default.
void settle_given(const Schema& schema, const Table& table, const Column& column, CppField& field);

/// The handles of the table's lazy columns, and whether they may write.
void settle_handles(const Table& table, CppTable& cpp);

/// Whether the column is SQLite's rowid under another name.
bool is_rowid_alias(const Schema& schema, const Table& table, const Column& column);

}  // namespace varve::compiler
