#pragma once

#include "generator/base/source_file.hpp"
#include "generator/sqlite/render.hpp"
#include "generator/sqlite/scratch.hpp"

namespace varve::compiler::sqlite {

/// Where in the schema the SQL stands that SQLite refused: the very token where SQLite says at which byte, or
/// names it in its message; else the fragment; else the object. `offset` of the refusal is into
/// `statement.sql`. Without sources it is the object.
Span place_of(const Schema& schema, const SourceSet& sources, const Statement& statement,
              const Refusal& refusal);

}  // namespace varve::compiler::sqlite
