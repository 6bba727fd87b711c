#pragma once

#include <cstdint>
#include <string>

#include <varve/connection.hpp>
#include <varve/error.hpp>

#include "runtime/src/backup_check.hpp"
#include "runtime/src/backup_file.hpp"
#include "runtime/src/onlooker.hpp"

namespace varve::detail {

/// The id of the newest revision in a database's ledger, fit for a file's name; "none" without one.
std::string newest_id(sqlite3* db);

/// What is found in a copy, which is what would be found in the original, or when that is read.
class Damaged : public Error {
public:
    /// `how`: "quick_check says `…`".
    Damaged(const std::string& database, const std::string& how);
};

/// Throws Damaged for what `quick_check` finds.
void require_sound(sqlite3* db, const std::string& original);

/// Copies a database, of which `from` sees one state, into a file that is not published yet, as one file in
/// rollback-journal mode. Throws Error, `interrupted` when the onlooker stops it.
void copy_into(const Connection& from, const std::string& original, const NewFile& file, Onlooker& onlooker);

/// The same, and compares them: `quick_check`, and the rows of each table, which it returns. Throws Damaged
/// besides.
RowCounts copy_verified(const Connection& from, const std::string& original, const NewFile& file,
                        Onlooker& onlooker);

}  // namespace varve::detail
