#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <varve/chain.hpp>

namespace CLI {
class App;
}

struct sqlite3;

namespace varve::detail {

/// What the commands of a database stand on: shared by an application's command line and by `varve` itself.
/// The streams, the code and whatever the chain refers to outlive the parsing of the app.
struct CommandHost {
    std::function<const Chain&()>
        chain;          ///< asked when a command runs; may throw, CommandError with its own exit code
    std::ostream& out;  ///< results
    std::ostream& err;  ///< `error: …`
    int& exit_code;     ///< written by the command that runs
    std::function<std::string()> why_empty =
        {};  ///< asked of a chain without revisions: why, and what to do; may be absent
    void (*configure)(void* context, sqlite3* connection) = nullptr;  ///< of every connection
    void* configure_context = nullptr;
};

/// Adds upgrade, downgrade, stamp, current, history and check. Their callbacks never throw.
void add_database_commands(CLI::App& app, const CommandHost& host);

}  // namespace varve::detail
