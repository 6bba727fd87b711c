#pragma once

#include <optional>
#include <string>
#include <vector>

#include "generator/history/course.hpp"

namespace varve::compiler {

/// What a search table is made over: another table's columns, by that table's rowid.
struct SearchSource {
    std::string table;
    std::string rowid;                 ///< the column that holds it; "rowid" where none is named
    std::vector<std::string> columns;  ///< those that are indexed
};

/// Of a full text table with external content (`content = 'posts'`); nothing for every other virtual table.
std::optional<SearchSource> search_source(const VirtualTable& table);

/// Whether dropping it loses what stands nowhere else.
bool holds_rows(const VirtualTable& table);

/// A virtual table has no halves: one that reads otherwise is dropped and created.
std::vector<const VirtualTable*> dropped_virtual_tables(const Course& course);
std::vector<const VirtualTable*> created_virtual_tables(const Course& course);

/// `INSERT INTO "posts_fts" ("posts_fts") VALUES ('rebuild')`
std::string fill_search(const VirtualTable& table);

/// Statements that fill the searches which stay, but whose table is rebuilt with other rowids or other values:
/// the copy fires no triggers.
std::vector<std::string> refilled_searches(const Course& course, const std::vector<Way>& ways);

}  // namespace varve::compiler
