#pragma once

#include <optional>
#include <string_view>

#include "generator/model/schema.hpp"

namespace varve::compiler::sqlite {

/// What an application would have to register, by the words in which SQLite misses it: "no such collation
/// sequence: unicase". The arity of a function is that of its first call in `sql`; -1 where it has none.
/// Nothing for any other message.
std::optional<Requirement> missing_requirement(std::string_view message, std::string_view sql = {});

/// The line of the schema that asks for it: "requires function bin2b64 (1)".
std::string requires_line(const Requirement& requirement);

}  // namespace varve::compiler::sqlite
