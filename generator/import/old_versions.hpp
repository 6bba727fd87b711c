#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/diagnostic.hpp"
#include "generator/import/old_chain.hpp"

namespace varve::compiler {

/// The tables in which other tools keep their place that varve can read; `user_version` is SQLite's pragma.
const std::vector<std::string_view>& known_old_tables();

/// The table that goes with a layout; "" where several tools share it.
std::string_view old_table_of(Layout layout);

/// What that table calls each of the chain's steps, in order. Alembic's versions are the hashes that stand
/// first in the names. Reports (V0740) a step that has no such version.
std::optional<std::vector<std::string>> versions_in(std::string_view table, const OldChain& chain,
                                                    DiagnosticSink& sink);

}  // namespace varve::compiler
