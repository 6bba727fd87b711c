#pragma once

#include <map>
#include <string>

#include "generator/history/matching.hpp"

namespace varve::compiler {

/// Old name → new name, of the things that are renamed.
using NameMap = std::map<std::string, std::string>;

/// How a schema's names change. Keys are names of the schema before.
struct Renames {
    NameMap tables;
    std::map<std::string, NameMap> columns;  ///< by table

    std::string table(const std::string& before) const;
    std::string column(const std::string& table_before, const std::string& before) const;
};

Renames renames_of(const Matching& matching);

/// Renames columns in an expression over one table, as ALTER TABLE RENAME COLUMN does. Where it is not
/// certain that a word is a column (a keyword, say) the word stays: the texts then differ, and the table is
/// rebuilt.
SqlText rename_words(const SqlText& sql, const NameMap& columns);

/// The table with its indexes as it reads after these renames and nothing else.
Table renamed(const Table& before, const Renames& renames);

}  // namespace varve::compiler
