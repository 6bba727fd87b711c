#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/model/schema.hpp"
#include "runtime/src/structure.hpp"

namespace varve::compiler::sqlite {

/// One statement that makes one object.
struct Statement {
    std::string type;   ///< "table", "index", "view", "trigger": sqlite_schema's words
    std::string name;
    std::string table;  ///< the table an index or trigger stands on; the object itself otherwise
    std::string sql;    ///< without a semicolon
};

/// `"name"`, quotes doubled inside.
std::string quote(std::string_view name);

/// Everything, in an order in which it can be created (tables, virtual tables, indexes, views,
/// triggers).
///
/// The form is chosen so that ALTER TABLE yields the same tokens as CREATE TABLE: a column's own CHECK and a
/// single-column foreign key stand behind the column (ADD COLUMN can say them), the rest behind all columns.
std::vector<Statement> render(const Schema& schema);

/// One table under another name (`varve_new_users`); a self reference keeps the final name.
std::string render_table(const Schema& schema, const Table& table, std::string_view as_name);

/// One column definition, as in CREATE TABLE and ADD COLUMN.
std::string render_column(const Schema& schema, const Table& table, const Column& column);

std::string render_index(const Table& table, const Index& index);
std::string render_view(const View& view);
std::string render_virtual_table(const VirtualTable& table);
std::string render_trigger(const Trigger& trigger);

/// The structure that a database made from the schema has, without a database: what the fingerprint is taken of.
detail::Structure structure_of(const Schema& schema);

}  // namespace varve::compiler::sqlite
