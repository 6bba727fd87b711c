#pragma once

#include <varve/chain.hpp>

struct sqlite3;

namespace varve {

/// The commands of `varve` that need a database (upgrade, downgrade, current, history, check) for a baked chain:
/// `return varve::command_line(argc, argv, content::chain());` gives `myapp upgrade head` on a machine without sources.
/// `argv[0]` is the program's name as help shows it ("studio migrate").
/// Prints to stdout and stderr, returns the exit code: 0 done or nothing to do, 1 failed, 2 usage, 3 drift, 4 refused,
/// 130 interrupted: SIGINT and SIGTERM roll back the step that runs and remove an unfinished copy, unless the program
/// handles them itself.
/// `configure` is called with every connection that a command opens, as that of DatabaseOptions is.
int command_line(int argc, const char* const* argv, const Chain& chain,
                 void (*configure)(void* context, sqlite3* connection) = nullptr,
                 void* configure_context = nullptr);

}  // namespace varve
