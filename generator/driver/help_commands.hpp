#pragma once

#include "generator/driver/console.hpp"

namespace CLI {
class App;
}

namespace varve::compiler {

/// Adds `completion` and `man`, which print what the app says of itself. To be called when all other commands
/// are there.
void add_help_commands(CLI::App& app, Console& console, int& code);

}  // namespace varve::compiler
