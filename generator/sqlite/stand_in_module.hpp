#pragma once

#include <sqlite3.h>

namespace varve::compiler::sqlite {

/// A module for every name. Its tables have a column for each argument that begins with a name and is no
/// `key=value`, or else one `value`; they are empty and forget what is written.
const sqlite3_module& stand_in_module();

}  // namespace varve::compiler::sqlite
