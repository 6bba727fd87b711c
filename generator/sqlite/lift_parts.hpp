#pragma once

#include <string>
#include <vector>

#include "generator/base/letters.hpp"
#include "generator/model/schema.hpp"
#include "generator/sqlite/token_reader.hpp"
#include "runtime/src/structure.hpp"

namespace varve::compiler::sqlite {

/// Tokens of a CREATE TABLE that belong together, and the column that they make: -1 for a constraint.
struct TableItem {
    std::size_t first = 0;
    std::size_t last = 0;  ///< behind the item, at its comma
    int column = -1;
};

Table lift_table(const std::string& sql);

/// `"name" TYPE constraint…`
void lift_column(TokenReader& reader, Table& table);

/// `CONSTRAINT "name" UNIQUE (…)` and its like, behind the columns.
void lift_table_constraint(TokenReader& reader, Table& table);

/// From REFERENCES on. Parent columns that are left out stay empty.
ForeignKey lift_reference(TokenReader& reader);

/// `DEFERRABLE …` or `NOT DEFERRABLE …`, which may stand apart from its REFERENCES; true when it was there.
bool lift_deferral(TokenReader& reader, ForeignKey& key);

/// `("a" COLLATE nocase DESC, lower("b"))`; AUTOINCREMENT behind the last is left to the caller.
std::vector<KeyTerm> lift_terms(TokenReader& reader);

/// `ON CONFLICT REPLACE`; "" when it is not there.
Conflict lift_conflict(TokenReader& reader);

/// What the comments between the items say: docs of the column that they stand at, or of the table.
void lift_comments(const TokenReader& reader, const std::vector<TableItem>& items, Table& table);

/// The language's type for a declared one: where SQLite stores another's affinity, `sqltype` keeps the words.
ColumnType lift_type(const std::string& declared);

Index lift_index(const std::string& sql);
View lift_view(const std::string& sql);
Trigger lift_trigger(const std::string& sql);
VirtualTable lift_virtual_table(const std::string& sql);

/// Parents' columns where SQL leaves them out, and `unchecked` where the parent or such a key is missing.
void settle_references(Schema& schema);

/// Why the language has no words for it; "" when it has.
std::string unsayable(const detail::StructureObject& object);
std::string unsayable(const Table& table);

/// An expression as the model keeps it: in brackets.
std::string bracketed(std::string sql);

}  // namespace varve::compiler::sqlite
