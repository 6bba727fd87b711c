#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/span.hpp"

namespace varve::compiler {

/// Plain values: what a schema file says, resolved and checked. Knows neither text nor files nor SQLite.
/// Names are SQL names as declared (without quotes). Spans say whom to blame; they never take part in
/// equality.

/// A fragment of the target's SQL, in the one spacing of detail::normalise_fragment, without comments.
using SqlText = std::string;

/// What the schema file tells about the last frozen revision: `was`, `fill`, `convert`, `map`.
/// Freezing takes the text under `span` out of the file.
struct Hint {
    std::string value;
    Span span;
};

enum class TypeKind : std::uint8_t {
    int64,
    int32,
    boolean,
    real,
    text,
    blob,
    timestamp,
    date,
    uuid,
    json,
    decimal,
    any,
    enumeration,  ///< `ColumnType::name` is the enum
    named,        ///< `ColumnType::name` is a `type … as "…"` declaration
};

struct ColumnType {
    TypeKind kind = TypeKind::text;
    std::optional<std::int64_t> length;  ///< text(n), blob(n)
    std::string name;                    ///< of the enum or named type
    std::optional<std::string>
        sqltype;  ///< declared type text of an existing database; no implied checks then
};

/// A default, lowered to the SQL that stands after DEFAULT. Builtins (`now`) are already expressions here.
struct Default {
    enum class Kind : std::uint8_t { literal, expression };
    Kind kind = Kind::literal;
    SqlText sql;  ///< `1`, `'draft'`, `(lower(email))`: an expression keeps its parentheses
    Span span;
};

struct Generated {
    SqlText sql;  ///< with its parentheses
    bool stored = false;
    Span sql_span{};  ///< of the text that `sql` was read from
};

/// The name of a constraint or index. Names that the author leaves out are `<table>_<columns>_<kind>` and are
/// kept across renames (see history/inherit_names.cpp), which is why it is known whether one was given. Under
/// `constraints unnamed` a constraint whose name was left out has none: `value` stays empty.
struct ObjectName {
    std::string value;
    bool given = false;
};

/// What stands behind ON CONFLICT: "ROLLBACK", "ABORT", "FAIL", "IGNORE", "REPLACE"; "" for no such clause.
using Conflict = std::string;

/// When a foreign key is checked. `none` is SQLite's rule for whatever does not say DEFERRABLE.
enum class Deferral : std::uint8_t {
    none,
    immediate,  ///< DEFERRABLE INITIALLY IMMEDIATE: means what `none` means
    deferred,   ///< DEFERRABLE INITIALLY DEFERRED
};

struct ForeignKey {
    ObjectName name;
    std::vector<std::string> columns;
    std::string table;
    std::vector<std::string> references;  ///< parent columns; resolved, never empty
    std::string on_delete;  ///< "" (NO ACTION), "CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT"
    std::string on_update;
    Deferral deferral = Deferral::none;
    Span span;
    std::string match;  ///< the word behind MATCH, which SQLite reads and ignores; "" for none
    bool implicit =
        false;  ///< `-> users ()`: written without the parent's columns, which `references` still holds
    bool unchecked =
        false;  ///< the parent may be missing or have no such key; `references` may be empty then
};

struct Check {
    ObjectName name;
    SqlText sql;  ///< with its parentheses
    Span span;
    Span sql_span{};  ///< of the text that `sql` was read from; empty for the check that a type implies
};

/// A NOT NULL that says more than a missing `?`: by a name, by a conflict clause, or on a rowid alias, where
/// it means nothing and is kept because an existing database has it.
struct NotNull {
    std::string name;  ///< "" for none
    Conflict conflict;
};

struct Column {
    std::string name;
    ColumnType type;
    bool nullable = false;
    std::optional<Default> default_value;
    std::optional<Generated> generated;
    std::string collate;        ///< "" for none
    std::vector<Check> checks;  ///< written behind the column, and the one its type implies (name not given)
    bool lazy = false;          ///< not in the row struct; does not shape the database
    std::string cpp_name;       ///< `as`; "" for the SQL name
    std::string doc;            ///< lines joined by '\n'
    std::optional<Hint> was;
    std::optional<Hint> fill;     ///< SQL with parentheses: the value for rows that exist
    std::optional<Hint> convert;  ///< SQL with parentheses: how an existing value becomes the new type
    Span span;
    std::optional<NotNull> not_null{};
};

struct KeyTerm {
    std::string column;   ///< "" when `expression` is set
    SqlText expression;   ///< indexes only, with parentheses
    std::string collate;  ///< "" for none
    bool descending = false;
    Span sql_span{};  ///< of the text that `expression` was read from
};

struct PrimaryKey {
    std::vector<KeyTerm> terms;
    bool autoincrement = false;
    /// Written behind its column. A key of one column without DESC and COLLATE is, whichever way it was
    /// written, but for one that says no more than its NOT NULL column and was written behind all. `id DESC`
    /// differs: behind an INTEGER column it is no rowid alias, behind all columns it is one.
    bool on_column = false;
    Span span;
    std::string name{};  ///< "" for none: keys are named only by those who write a name
    Conflict conflict{};
};

struct Unique {
    ObjectName name;
    std::vector<std::string> columns;
    Span span;
    std::vector<KeyTerm> terms{};  ///< the columns again, where one is collated or descends; else empty
    Conflict conflict{};
};

struct Index {
    ObjectName name;
    std::vector<KeyTerm> terms;
    bool unique = false;
    SqlText where;  ///< with parentheses; "" for none
    std::optional<Hint> was;
    Span span;
    Span where_span{};  ///< of the text that `where` was read from
};

struct Table {
    std::string name;
    std::string cpp_name;  ///< row type; "" for the default
    std::vector<Column> columns;
    std::optional<PrimaryKey> primary_key;
    std::vector<Unique> uniques;           ///< table-level and column-level alike
    std::vector<Check> checks;             ///< table-level
    std::vector<ForeignKey> foreign_keys;  ///< inline and table-level alike
    std::vector<Index> indexes;
    bool strict = false;
    bool without_rowid = false;
    std::string doc;
    std::optional<Hint> was;
    Span span;
};

struct EnumValue {
    std::string name;
    std::string doc;
    Span span;
};

struct Enum {
    std::string name;
    std::vector<EnumValue> values;
    std::string doc;
    std::vector<std::pair<Hint, std::string>> map;  ///< old value → new value, behind the enum
    Span span;
};

/// `type Uid = blob(16) as "app::Uuid" from "app/uuid.hpp"`. The C++ type and its header shape no database.
struct NamedType {
    std::string name;
    ColumnType base;
    std::string cpp_type;  ///< "" for none: columns have the type of what it stands on
    Span span;
    std::string cpp_header{};  ///< as written: `app/uuid.hpp`, `<app/uuid.hpp>`; "" for none
};

struct ViewColumn {
    std::string name;
    ColumnType type;
    bool nullable = false;
    std::string cpp_name;
};

struct View {
    std::string name;
    std::string cpp_name;
    std::vector<ViewColumn> columns;
    SqlText sql;  ///< the SELECT
    std::string doc;
    Span span;
    /// Written without a list of columns: the SELECT names them, and `columns` is what SQLite made of it.
    /// They do not shape the database then.
    bool inferred = false;
    Span sql_span{};
};

struct Trigger {
    std::string name;
    std::string table;
    std::string timing_and_event;  ///< "BEFORE UPDATE OF \"email\"", "AFTER INSERT", …
    SqlText sql;                   ///< from FOR EACH ROW / WHEN / BEGIN to END
    Span span;
    Span sql_span{};
    std::string doc{};
};

/// CREATE VIRTUAL TABLE: `virtual table docs using fts5 (title, body)`, or what `search` is lowered to.
struct VirtualTable {
    std::string name;
    std::string module;
    std::optional<SqlText>
        arguments;  ///< without the parentheses; spacing is the module's matter and kept, but for
                    ///< line ends and runs of blanks outside of quotes; nothing without parentheses
    std::string doc;
    Span span;
    Span sql_span{};
};

/// Something that the application registers on its connections before it opens a database. The build's own
/// connections get a stand-in: a collation that compares bytes, a function that gives NULL.
struct Requirement {
    enum class Kind : std::uint8_t { collation, function, tokenizer, module };
    Kind kind = Kind::collation;
    std::string name;
    int arity = -1;  ///< of a function; -1 for any
    Span span;
};

/// An object that the database may hold and that varve neither makes, changes, drops nor calls drift.
struct Unmanaged {
    std::string type;  ///< sqlite_schema's word: "table", "index", "view", "trigger"
    std::string name;  ///< a `*` at its end stands for any rest
    Span span;
};

/// The schema as a whole. Order of tables and columns is the order of the file; order of columns is
/// structure.
struct Schema {
    std::string name;
    int edition = 1;
    int sqlite_floor = 3037000;  ///< SQLITE_VERSION_NUMBER form of `target sqlite >= 3.37`
    std::string chain_path;      ///< as written: relative to the schema file
    std::string cpp_namespace;
    std::vector<Enum> enums;
    std::vector<NamedType> types;
    std::vector<Table> tables;
    std::vector<View> views;
    std::vector<Trigger> triggers;
    std::vector<VirtualTable> virtual_tables{};
    std::vector<Requirement> requirements{};
    std::vector<Unmanaged> unmanaged{};
    bool unnamed_constraints = false;  ///< `constraints unnamed`: those without a name get none

    const Table* find_table(std::string_view table) const;
    const Enum* find_enum(std::string_view name) const;
    const NamedType* find_type(std::string_view name) const;
};

const Column* find_column(const Table& table, std::string_view column);

}  // namespace varve::compiler
