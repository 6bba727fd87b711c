#pragma once

#include <string>
#include <vector>

#include "generator/model/schema.hpp"

namespace varve::compiler::sqlite {

/// `"a", "b"`
std::string quoted_list(const std::vector<std::string>& names);

/// `"a" COLLATE nocase DESC, (lower("b"))`
std::string term_list(const std::vector<KeyTerm>& terms);

/// Whether SQLite makes this column another name of the rowid: it then never holds NULL, whatever is
/// declared.
bool is_rowid_alias(const Schema& schema, const Table& table, const Column& column);

/// The rowid alias of a table, or null.
const Column* rowid_alias(const Schema& schema, const Table& table);

/// Whether the foreign key stands behind its column, where ADD COLUMN can say it too.
bool stands_on_column(const ForeignKey& key);

/// `REFERENCES "users" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED`
std::string render_reference(const ForeignKey& key);

/// One table constraint each, with its name.
std::string render_primary_key(const PrimaryKey& key);
std::string render_unique(const Unique& unique);
std::string render_check(const Check& check);
std::string render_foreign_key(const ForeignKey& key);

/// `WITHOUT ROWID, STRICT`; "" for neither.
std::string render_options(const Table& table);

}  // namespace varve::compiler::sqlite
