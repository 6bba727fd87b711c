#pragma once

#include "generator/base/diagnostic.hpp"
#include "generator/model/schema.hpp"

namespace varve::compiler::sqlite {

/// Makes the whole schema on an in-memory SQLite and compiles every view and trigger, so that SQL which only
/// SQLite can judge is judged at the place of its table, index, view or trigger. True when all of it holds.
bool prepare(const Schema& schema, DiagnosticSink& sink);

}  // namespace varve::compiler::sqlite
