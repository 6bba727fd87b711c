#pragma once

#include <string>
#include <vector>

#include "runtime/src/structure.hpp"

namespace varve::detail {

/// Writes alike what SQLite reads alike and no single statement can tell: names of tables and columns in
/// keys, indexes, references and heads of triggers in the letters in which they are declared, and a
/// double-quoted text that names no column as the string that SQLite takes it for. Takes and leaves SQL as it
/// was written; views and the bodies of triggers stay as they are.
void settle_names(std::vector<StructureObject>& objects);

/// What a table declares, in its letters: its own name, then its columns. Of a view its name alone, of any
/// other object nothing.
std::vector<std::string> declared_names(const StructureObject& object);

}  // namespace varve::detail
