#pragma once

#include <string>

#include "generator/base/diagnostic.hpp"
#include "generator/model/schema.hpp"

namespace varve::compiler {

/// The schema file of an imported chain: `head` as its last step left the database, comments and all. The
/// table of the tool before varve is unmanaged in it; "" for none. Reports (V0738) when compiling it would
/// not give `frozen`, the newest revision's schema.
std::string import_schema(Schema head, const Schema& frozen, const std::string& old_table,
                          DiagnosticSink& sink);

}  // namespace varve::compiler
