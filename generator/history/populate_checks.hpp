#pragma once

#include <map>
#include <string>

#include "generator/history/populate_values.hpp"
#include "generator/model/schema.hpp"

struct sqlite3;

namespace varve::compiler {

/// Narrows the domains of a table's columns to the values that its checks of one column let through.
/// Candidates are the domain's own values, common shapes of text, and the literals that the checks themselves
/// mention.
void respect_checks(sqlite3* db, const Schema& schema, const Table& table,
                    std::map<std::string, ValueDomain>& domains);

}  // namespace varve::compiler
