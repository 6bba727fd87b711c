#pragma once

#include <filesystem>

#include "generator/driver/console.hpp"

namespace CLI {
class App;
}

namespace varve::compiler {

/// Adds `upgrade`, `downgrade`, `current`, `history`, `check` and `stamp` for the chain of a source tree: the
/// frozen revisions, and the written draft when `--draft` is given. `schema` is read when a command runs; the
/// code is left in `code`.
void add_chain_commands(CLI::App& app, std::filesystem::path& schema, Console& console, int& code);

}  // namespace varve::compiler
