#pragma once

#include <string_view>
#include <vector>

#include "runtime/src/sql_tokens.hpp"

namespace varve::detail {

/// For each token of a CREATE statement: whether it is a bare keyword that stands where a name is meant, as
/// `key` in `CREATE TABLE t (key TEXT, CHECK (key <> ''))`. Judged by the neighbours. Where it errs, a
/// keyword that is no name is never taken for one; a name in an unusual place is taken for a keyword.
std::vector<bool> keywords_used_as_names(std::string_view text, const std::vector<SqlToken>& tokens);

}  // namespace varve::detail
