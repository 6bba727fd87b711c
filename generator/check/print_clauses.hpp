#pragma once

#include <string>
#include <vector>

#include "generator/model/schema.hpp"

namespace varve::compiler {

/// The clauses of a table, each in its one form; SQL stands as it does in the model.

std::string print_terms(const std::vector<KeyTerm>& terms);  ///< `(a collate nocase desc, (lower(b)))`
std::string print_conflict(const Conflict& conflict);        ///< ` on conflict replace`; "" for none
std::string print_column_key(const PrimaryKey& key);         ///< `primary key "name" desc autoincrement`
/// A key that is an item says NOT NULL of its column itself.
bool goes_without_saying(const Table& table, const Column& column);
std::string print_not_null(const NotNull& rule);           ///< `not null "name" on conflict fail`
std::string print_reference(const ForeignKey& key);        ///< `-> users.id on delete cascade`
std::string print_reference_rules(const ForeignKey& key);  ///< ` on delete cascade deferrable`

// Items of a table; a name that is empty is left out.
std::string print_primary_key(const PrimaryKey& key);
std::string print_unique(const Unique& unique);
std::string print_check(const Check& check);
std::string print_foreign_key(const ForeignKey& key);
std::string print_index(const Index& index);

}  // namespace varve::compiler
