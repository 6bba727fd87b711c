#pragma once

#include <optional>
#include <string>
#include <vector>

#include "runtime/src/sql_normal_reader.hpp"

namespace varve::detail {

// A CREATE TABLE in parts. Every text is in the normal form of structures; "" stands for what is not there.
// What means nothing to SQLite (ASC, NULL, NO ACTION, names of defaults and collations …) is not kept.

struct KeyParts {
    std::string name;
    std::vector<std::string> terms;  ///< `a`, `a COLLATE nocase DESC`
    bool plain = true;               ///< of one column, neither collated nor descending
    std::string on_column;           ///< the column behind which it is written; "" behind all columns
    bool descending = false;
    bool autoincrement = false;
    std::string conflict;  ///< "ON CONFLICT REPLACE"
};

struct ForeignKeyParts {
    std::string name;
    std::vector<std::string> columns;
    std::string reference;  ///< `REFERENCES t ( a )` and what follows up to the deferral
    std::string deferral;   ///< "DEFERRABLE INITIALLY IMMEDIATE"
};

/// A unique or a check behind all columns.
struct RuleParts {
    std::string name;
    std::string text;
};

struct ColumnParts {
    std::string name;
    std::string type;
    std::string not_null;
    std::string default_value;
    std::string collate;
    std::vector<std::string> checks;
    std::string generated;
};

struct TableParts {
    std::string head;  ///< up to the bracket
    std::vector<ColumnParts> columns;
    std::optional<KeyParts> primary_key;
    std::vector<RuleParts> uniques;
    std::vector<RuleParts> checks;
    std::vector<ForeignKeyParts> foreign_keys;
    bool without_rowid = false;
    bool strict = false;
};

/// A whole CREATE TABLE. Nothing where it is none of the shape that SQLite 3.40 reads.
std::optional<TableParts> read_table(std::span<const NormalToken> tokens);

/// `name TYPE constraint…` up to a comma or the closing bracket.
void read_column(NormalReader& reader, TableParts& table);

/// One constraint behind the columns, with its name.
void read_table_constraint(NormalReader& reader, TableParts& table);

/// From PRIMARY, UNIQUE or REFERENCES on, as it stands behind a column of this name.
KeyParts read_key_on_column(NormalReader& reader, const std::string& column);
RuleParts read_unique_on_column(NormalReader& reader, const std::string& column);
std::string read_reference(NormalReader& reader);

/// Takes `[NOT] DEFERRABLE [INITIALLY …]` if it comes next, and says what of it means something. Nothing
/// where it does not come.
std::optional<std::string> read_deferral(NormalReader& reader);

/// "ON CONFLICT REPLACE", if that comes next.
std::string read_conflict(NormalReader& reader);

/// "CONSTRAINT name " in front of the rule; the rule alone without a name.
std::string named(const std::string& name, std::string rule);

/// The table in the one order and spelling.
std::string print_table(TableParts table);

}  // namespace varve::detail
