#pragma once

#include <string>

#include "generator/base/diagnostic.hpp"
#include "generator/model/schema.hpp"

namespace varve::compiler {

/// The schema file of an imported chain whose newest revision is `head`. Reports (V0738) when compiling it
/// would not give that revision's schema.
std::string import_schema(const std::string& name, const Schema& head, DiagnosticSink& sink);

}  // namespace varve::compiler
