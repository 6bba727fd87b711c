#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/model/schema.hpp"

namespace varve::compiler {

/// The canonical form, piece by piece: two spaces, names and types aligned within a table, modifiers in one
/// order.

std::string print_names(const std::vector<std::string>& names);        ///< `(a, b)`
std::string print_type(const Schema& schema, const ColumnType& type);  ///< a named type as what it stands on
std::string print_version(int number);                                 ///< "3.37", "3.40.1"
std::string print_settings(const Schema& schema);
std::string print_requirement(const Requirement& requirement);
std::string print_enum(const Enum& declared);
std::string print_table(const Schema& schema, const Table& table);
std::string print_virtual_table(const VirtualTable& table);
std::string print_view(const Schema& schema, const View& view);
std::string print_trigger(const Trigger& trigger);

}  // namespace varve::compiler
