#pragma once

#include "generator/base/diagnostic.hpp"
#include "generator/base/source_file.hpp"
#include "generator/model/schema.hpp"

namespace varve::compiler::sqlite {

/// Makes the whole schema on an in-memory SQLite and compiles every view and trigger, so that SQL which only
/// SQLite can judge is judged, at the token of the schema that it refuses. True when all of it holds. Views
/// and triggers that stand on unmanaged objects are not judged: only the application's database has those.
bool prepare(const Schema& schema, const SourceSet& sources, DiagnosticSink& sink);

/// The same for a schema whose text is not at hand: refusals stand at the object.
bool prepare(const Schema& schema, DiagnosticSink& sink);

}  // namespace varve::compiler::sqlite
