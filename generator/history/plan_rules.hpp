#pragma once

#include <optional>
#include <string>
#include <vector>

#include "generator/model/schema.hpp"

namespace varve::compiler {

/// The ALTER TABLE statements that give `altered` the rules of `wanted`: SQLite 3.53 and later add and drop
/// checks and NOT NULL. Nothing where the schema's floor is older, or where more differs than they can say.
std::optional<std::vector<std::string>> rule_statements(const Schema& schema, const Table& altered,
                                                        const Table& wanted);

}  // namespace varve::compiler
