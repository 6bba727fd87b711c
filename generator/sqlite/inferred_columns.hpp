#pragma once

#include <vector>

#include "generator/model/schema.hpp"

namespace varve::compiler::sqlite {

/// The columns of a view that lists none, as SQLite sees them in a database made from the schema: its names,
/// the types of the columns that they come from (`any` where there is none), all nullable. Empty where SQLite
/// refuses the view, which prepare() reports.
std::vector<ViewColumn> inferred_columns(const Schema& schema, const View& view);

/// The same for every view that lists no columns, with one database for all.
void infer_view_columns(Schema& schema);

}  // namespace varve::compiler::sqlite
