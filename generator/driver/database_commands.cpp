#include "generator/driver/database_commands.hpp"

#include <CLI/CLI.hpp>

namespace varve::compiler {

void add_chain_commands(CLI::App&, const std::filesystem::path&, Console&, int&) {}

}  // namespace varve::compiler
