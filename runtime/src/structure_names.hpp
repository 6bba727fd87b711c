#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "runtime/src/structure.hpp"

namespace varve::detail {

/// Writes alike what SQLite reads alike and no single statement can tell: names of tables and columns in
/// keys, indexes, references and heads of triggers in the letters in which they are declared, and a
/// double-quoted text that names no column as the string that SQLite takes it for. Takes and leaves SQL as it
/// was written; views and the bodies of triggers stay as they are.
void settle_names(std::vector<StructureObject>& objects);

/// What a table declares, in the letters of its declaration. Of a view that is its name alone, of any other
/// object nothing.
struct DeclaredNames {
    std::string name;
    std::map<std::string, std::string> columns;  ///< by their folded names
    std::vector<std::string> references;         ///< the tables that its foreign keys name, folded

    bool has(const std::string& spelled) const;
};

DeclaredNames declared_names(const StructureObject& object);

/// What is known of an object's names already, or null.
using KnownNames = std::function<const DeclaredNames*(const StructureObject&)>;

/// The same in those that are wanted, and what is known is not read again.
void settle_names(std::vector<StructureObject>& objects,
                  const std::function<bool(const StructureObject&)>& wanted, const KnownNames& known);

}  // namespace varve::detail
