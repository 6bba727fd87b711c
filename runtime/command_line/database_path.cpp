#include "runtime/command_line/database_path.hpp"

#include <fmt/format.h>

#include "runtime/command_line/command_error.hpp"

namespace varve::detail {
namespace {

[[noreturn]] void refuse(const std::string& message) {
    throw CommandError(exit_usage, message);
}

constexpr std::string_view forms = "give a path or `sqlite:///path`";

std::string from_url(std::string_view scheme, std::string_view rest) {
    if (scheme.starts_with("postgres")) {
        refuse(fmt::format("PostgreSQL is not there yet, this varve speaks SQLite only: {}", forms));
    }
    // The scheme alone is repeated: what follows may hold a password.
    if (scheme != "sqlite")
        refuse(fmt::format("`{}:` names no database that varve knows: {}", scheme, forms));
    if (!rest.starts_with('/')) refuse("a SQLite address has no host: write three slashes, `sqlite:///path`");
    if (rest.find('?') != std::string_view::npos)
        refuse("options behind `?` are not supported: leave them out");
    return std::string(rest.substr(1));
}

}  // namespace

std::string database_path(std::string_view option, const char* environment) {
    const std::string_view named = !option.empty() ? option : environment == nullptr ? "" : environment;
    if (named.empty()) refuse("no database is named: give `--db <path>` or set `DATABASE_URL`");
    const std::size_t colon = named.find("://");
    const std::string path = colon == std::string_view::npos
                                 ? std::string(named)
                                 : from_url(named.substr(0, colon), named.substr(colon + 3));
    if (path.starts_with("file:") || path.starts_with("sqlite:")) {
        refuse(fmt::format("`{}:` addresses are not supported: {}", path.substr(0, path.find(':')), forms));
    }
    if (path.empty() || path == ":memory:") {
        refuse(fmt::format("a database in memory would end with this command: {}", forms));
    }
    return path;
}

}  // namespace varve::detail
