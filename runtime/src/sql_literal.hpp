#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace varve::detail {

// Values as SQL that any SQLite, and the sqlite3 shell, reads as these very bits.

std::string sql_literal(double value);

/// Of UTF-8: what no literal can hold (NULs, carriage returns, bytes that are no UTF-8) is cast from a blob.
std::string sql_text_literal(std::string_view text);
std::string sql_blob_literal(std::string_view bytes);

}  // namespace varve::detail
