#pragma once

#include <string>
#include <vector>

#include "generator/model/schema.hpp"
#include "generator/sqlite/token_reader.hpp"

namespace varve::compiler::sqlite {

/// What the parts of a CREATE TABLE add to.
struct TableLift {
    Table table;
    std::vector<std::string> left_out;
};

/// `"name" TYPE constraint…`
void lift_column(TokenReader& reader, TableLift& lift);

/// `CONSTRAINT "name" UNIQUE (…)` and its like, behind the columns.
void lift_table_constraint(TokenReader& reader, TableLift& lift);

/// From REFERENCES on. Parent columns that are left out stay empty.
ForeignKey lift_reference(TokenReader& reader, TableLift& lift);

/// `("a" COLLATE nocase DESC, lower("b"))`
std::vector<KeyTerm> lift_terms(TokenReader& reader);

/// ON CONFLICT has no word in the language.
void lift_conflict(TokenReader& reader, TableLift& lift);

ColumnType lift_type(const std::string& declared);

Index lift_index(const std::string& sql);
View lift_view(const std::string& sql);
Trigger lift_trigger(const std::string& sql);

}  // namespace varve::compiler::sqlite
