#pragma once

#include <string>

#include "runtime/src/ledger.hpp"

namespace varve::detail {

/// One row of `varve_log`.
struct LogRow {
    std::int64_t seq = 0;
    std::int64_t format = ledger_format;
    std::string schema;
    std::string action;
    std::string id;
    std::string digest;  ///< row_digest() of the ledger row that the action wrote or removed
    bool forced = false;
    std::int64_t at = 0;
    std::string build;
    std::string previous;  ///< the digest of the row before; "" for the first
};

/// SHA-256 over the tag, the digest of the row before and every column.
std::string log_digest(const LogRow& row);

}  // namespace varve::detail
