#pragma once

#include <optional>
#include <span>
#include <string>

#include "runtime/src/sql_normal_tokens.hpp"

namespace varve::detail {

// One spelling for all statements that mean the same to SQLite, as far as the shape of the statement goes:
// what expressions say is not judged. Nothing for a statement of another shape than SQLite 3.40 reads.

std::optional<std::string> canonical_table(std::span<const NormalToken> tokens);
std::optional<std::string> canonical_index(std::span<const NormalToken> tokens);
std::optional<std::string> canonical_trigger(std::span<const NormalToken> tokens);
std::optional<std::string> canonical_view(std::span<const NormalToken> tokens);

}  // namespace varve::detail
