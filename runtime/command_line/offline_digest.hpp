#pragma once

#include <string_view>

namespace varve::detail {

/// SQL that makes SHA-256 (FIPS 180-4) of what SQLite has. The parts stand in `temp.varve_part(n, value)`, in
/// the order of `n`, each framed by its size in bytes as the ledger's are; `temp.varve_message(bytes)` gets
/// the one row of `temp.varve_padded`; then `temp.varve_digest` has the one column `digest`, lower-case
/// hexadecimal.
std::string_view offline_digest_sql();

}  // namespace varve::detail
