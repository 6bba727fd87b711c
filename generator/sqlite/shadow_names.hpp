#pragma once

#include "generator/base/diagnostic.hpp"
#include "generator/model/schema.hpp"

namespace varve::compiler::sqlite {

/// Reports tables whose names are taken for a virtual table's own, which no structure holds: nothing would
/// guard them. True when there are none.
bool check_shadow_names(const Schema& schema, DiagnosticSink& sink);

}  // namespace varve::compiler::sqlite
