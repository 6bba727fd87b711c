#pragma once

#include <string>
#include <string_view>

namespace varve::detail {

/// The path of the database that a user names: `--db`, else the environment's DATABASE_URL; a plain path or
/// `sqlite:///path`. Throws CommandError (usage) for anything else, never repeating what could be a password.
std::string database_path(std::string_view option, const char* environment);

}  // namespace varve::detail
