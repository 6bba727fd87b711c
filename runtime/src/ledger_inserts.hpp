#pragma once

#include <string_view>

#include "runtime/src/ledger.hpp"
#include "runtime/src/ledger_log.hpp"
#include "runtime/src/statement.hpp"

namespace varve::detail {

// Parameters without numbers: SQLite keeps a list of the others, and searches it.
inline constexpr std::string_view insert_ledger_row =
    "INSERT INTO main.varve_revisions(seq, format, schema, id, name, digest, body, parents, crossing, "
    "fingerprint, draft, compatible, inverse, grade, loses, applied_at, build) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

inline constexpr std::string_view insert_log_row =
    "INSERT INTO main.varve_log(seq, format, schema, action, id, digest, forced, at, build, previous, "
    "row_digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

/// Binds and runs one of them. What it binds is not kept behind the call.
void run_insert(Statement& insert, const LedgerRow& row);
void run_insert(Statement& insert, const LogRow& row, std::string_view digest);

}  // namespace varve::detail
