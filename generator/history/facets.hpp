#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/model/schema.hpp"

namespace varve::compiler {

/// One respect in which two forms of the same thing differ, for people.
struct FacetChange {
    std::string_view facet;  ///< "type", "nullability", "not null", "default", "collation", "check",
                             ///< "generated"
    std::string before;
    std::string after;
};

/// Whether two pieces of SQL make the same structure: spelling of names and white space do not count.
bool same_sql(std::string_view a, std::string_view b);

/// A type as the schema language writes it: `text(320)`, `Provider`, `any sqltype "NUMERIC(10,2)"`.
std::string type_words(const ColumnType& type);

/// "text(320)?": type and nullability.
std::string shape_words(const Column& column);

/// Whether rows may hold NULL there; a rowid alias never does.
bool holds_null(const Schema& schema, const Table& table, const Column& column);

/// Whether a key, a UNIQUE or a NOT NULL of the table does something else than refuse a row: change it, leave
/// it out, or end the transaction.
bool has_conflict_clause(const Table& table);

/// How a column's own clauses differ (not its keys). `before` must already read in today's names.
std::vector<FacetChange> column_changes(const Schema& before_schema, const Table& before_table,
                                        const Column& before, const Schema& after_schema,
                                        const Table& after_table, const Column& after);

/// Whether its type, the values of its enum or its checks differ: what `convert` speaks to.
bool changes_values(const Schema& before_schema, const Table& before_table, const Column& before,
                    const Schema& after_schema, const Table& after_table, const Column& after);

}  // namespace varve::compiler
