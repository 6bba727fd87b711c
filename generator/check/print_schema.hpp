#pragma once

#include <string>

#include "generator/model/schema.hpp"

namespace varve::compiler {

/// A whole schema file as a person would write it: settings, docs, and the clauses of a column behind the
/// column wherever they fit there. SQL stands as it does in the schema. Names that were not given are left
/// out.
std::string print_schema(const Schema& schema);

/// One table of it, without its docs.
std::string print_written_table(const Schema& schema, const Table& table);

/// Docs as lines of `///`, each behind `indent`; "" for none.
std::string print_doc(const std::string& doc, std::string_view indent = {});

}  // namespace varve::compiler
