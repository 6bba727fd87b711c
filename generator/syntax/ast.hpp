#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "generator/base/span.hpp"

/// What a schema file says, word by word: nothing is resolved, nothing is left out but plain comments.
namespace varve::compiler::ast {

/// A name without its quotes. An empty one was not written.
struct Name {
    std::string text;
    Span span;
    bool quoted = false;

    explicit operator bool() const { return !text.empty(); }

    bool operator==(const Name&) const = default;
};

/// A text in single or double quotes, without them.
struct Text {
    std::string text;
    Span span;

    bool operator==(const Text&) const = default;
};

/// SQL as it stands in the file: a group with its parentheses, a body without its braces.
struct Sql {
    std::string text;
    Span span;

    bool operator==(const Sql&) const = default;
};

struct Literal {
    enum class Kind : std::uint8_t { number, string, quoted, word, sql, body };
    Kind kind = Kind::number;
    std::string text;  ///< without quotes; a number with its sign; SQL with its parentheses, a body without
    Span span;

    bool operator==(const Literal&) const = default;
};

struct Type {
    Name name;
    std::optional<std::int64_t> length;
    bool nullable = false;
    Span span;

    bool operator==(const Type&) const = default;
};

/// `was old`; `clause` is what freezing takes out of the file.
struct Was {
    Name name;
    Span clause;

    bool operator==(const Was&) const = default;
};

/// `fill (…)`, `convert (…)`.
struct SqlHint {
    Sql sql;
    Span clause;

    bool operator==(const SqlHint&) const = default;
};

struct Reference {
    Name table;
    std::vector<Name> columns;
    std::string on_delete;  ///< upper case, one space between words
    std::string on_update;
    Name match;
    bool empty = false;  ///< `-> users ()`
    bool deferrable = false;
    bool immediate = false;  ///< `deferrable initially immediate`
    bool unchecked = false;
    Span span;

    bool operator==(const Reference&) const = default;
};

struct Check {
    Name name;
    Sql sql;
    Span span;

    bool operator==(const Check&) const = default;
};

struct Generated {
    Sql sql;
    bool stored = false;
    Span span;

    bool operator==(const Generated&) const = default;
};

/// A modifier without a value: where it stands, if it does.
using Mark = std::optional<Span>;

/// `on conflict replace`: the word in upper case. An empty one was not written.
struct Conflict {
    std::string text;
    Span span;

    bool operator==(const Conflict&) const = default;
};

/// `primary key` behind a column.
struct ColumnKey {
    Name name;
    bool descending = false;
    Mark autoincrement;
    Conflict conflict;
    Span span;  ///< of `primary key` alone

    bool operator==(const ColumnKey&) const = default;
};

/// `unique` behind a column.
struct ColumnUnique {
    Conflict conflict;
    Span span;  ///< of `unique` alone

    bool operator==(const ColumnUnique&) const = default;
};

/// `not null` behind a column.
struct NotNull {
    Name name;
    Conflict conflict;
    Span span;

    bool operator==(const NotNull&) const = default;
};

struct Column {
    Name name;
    Type type;
    std::optional<ColumnKey> primary_key;
    std::optional<ColumnUnique> unique;
    std::optional<NotNull> not_null;
    Mark lazy;
    Name collate;
    std::optional<Literal> default_value;
    std::optional<Generated> generated;
    std::optional<Reference> reference;
    std::vector<Check> checks;
    std::optional<Was> was;
    std::optional<SqlHint> fill;
    std::optional<SqlHint> convert;
    Name cpp_name;
    std::optional<Text> sqltype;
    std::string doc;
    Span span;
    bool broken = false;  ///< its line did not parse to the end: what it lacks is no further error

    bool operator==(const Column&) const = default;
};

/// A column, or an expression with its parentheses, in a key or an index.
struct Term {
    Name column;
    std::optional<Sql> expression;
    Name collate;
    bool descending = false;
    Span span;

    bool operator==(const Term&) const = default;
};

struct PrimaryKey {
    Name name;
    std::vector<Term> terms;
    Mark autoincrement;
    Conflict conflict;
    Span span;

    bool operator==(const PrimaryKey&) const = default;
};

struct Unique {
    Name name;
    std::vector<Term> terms;
    Conflict conflict;
    Span span;

    bool operator==(const Unique&) const = default;
};

struct Index {
    Name name;
    std::vector<Term> terms;
    bool unique = false;
    std::optional<Sql> where;
    std::optional<Was> was;
    Span span;

    bool operator==(const Index&) const = default;
};

struct ForeignKey {
    Name name;
    std::vector<Name> columns;
    Reference reference;
    Span span;

    bool operator==(const ForeignKey&) const = default;
};

struct Table {
    Name name;
    Name cpp_name;
    std::optional<Was> was;
    std::vector<Column> columns;
    std::vector<PrimaryKey> primary_keys;  ///< more than one is an error of meaning
    std::vector<Unique> uniques;
    std::vector<Check> checks;
    std::vector<Index> indexes;
    std::vector<ForeignKey> foreign_keys;
    Mark strict;
    Mark without_rowid;
    std::string doc;
    bool damaged = false;  ///< an item was dropped: what is not found may have stood there

    bool operator==(const Table&) const = default;
};

struct EnumValue {
    Name name;
    std::string doc;

    bool operator==(const EnumValue&) const = default;
};

struct Enum {
    Name name;
    std::vector<EnumValue> values;
    std::vector<std::pair<Name, Name>> map;
    Span map_clause;
    std::string doc;
    bool damaged = false;

    bool operator==(const Enum&) const = default;
};

struct NamedType {
    Name name;
    Type base;
    std::optional<Text> cpp_type;
    std::optional<Text> cpp_header;

    bool operator==(const NamedType&) const = default;
};

struct ViewColumn {
    Name name;
    Type type;
    Name cpp_name;

    bool operator==(const ViewColumn&) const = default;
};

struct View {
    Name name;
    Name cpp_name;
    std::vector<ViewColumn> columns;
    Sql sql;
    std::string doc;
    bool inferred = false;  ///< written without a list of columns

    bool operator==(const View&) const = default;
};

struct Trigger {
    Name name;
    std::string timing;  ///< "BEFORE", "AFTER", "INSTEAD OF"
    std::string event;   ///< "INSERT", "DELETE", "UPDATE"
    std::vector<Name> columns;
    Name table;
    Sql sql;
    std::string doc;

    bool operator==(const Trigger&) const = default;
};

/// `virtual table docs using fts5 (…)`: without parentheses there are no arguments.
struct VirtualTable {
    Name name;
    Name module;
    std::optional<Sql> arguments;
    std::string doc;

    bool operator==(const VirtualTable&) const = default;
};

/// `search posts_fts over posts (content, title) tokenize "…" prefix "…"`
struct Search {
    Name name;
    Name table;
    std::vector<Name> columns;
    std::optional<Text> tokenize;
    std::optional<Text> prefix;
    std::string doc;

    bool operator==(const Search&) const = default;
};

/// `requires function bin2b64 (1)`
struct Requirement {
    Name kind;
    Name name;
    std::optional<int> arity;
    Span span;

    bool operator==(const Requirement&) const = default;
};

/// `unmanaged table "django_*"`
struct Unmanaged {
    Name type;
    Name name;
    Span span;

    bool operator==(const Unmanaged&) const = default;
};

/// `include "billing.varve"`
struct Include {
    Text path;
    Span span;

    bool operator==(const Include&) const = default;
};

/// `schema content { … }`: a setting that does not stand there is empty.
struct Settings {
    Name name;
    std::optional<Literal> edition;
    Name engine;
    std::optional<Literal> floor;
    std::optional<Text> chain;
    std::optional<Text> cpp_namespace;
    Name constraints;  ///< `named` or `unnamed`
    Span span;

    bool operator==(const Settings&) const = default;
};

struct File {
    std::optional<Settings> settings;
    std::vector<Include> includes;
    std::vector<Requirement> requirements;
    std::vector<Unmanaged> unmanaged;
    std::vector<Enum> enums;
    std::vector<NamedType> types;
    std::vector<Table> tables;
    std::vector<View> views;
    std::vector<Trigger> triggers;
    std::vector<VirtualTable> virtual_tables;
    std::vector<Search> searches;
    Mark dialect;          ///< where SQL is split by target first
    bool damaged = false;  ///< an item was dropped: what is not found may have stood there

    bool operator==(const File&) const = default;
};

}  // namespace varve::compiler::ast
