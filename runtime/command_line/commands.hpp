#pragma once

#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <varve/chain.hpp>
#include <vector>

#include "runtime/command_line/command_options.hpp"

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
    std::function<std::string(std::size_t place)> path_of =
        {};  ///< where the source tree keeps a revision (1 is the first); may be absent
    std::function<std::vector<Fact>()> facts = {};  ///< what `status` says besides; may be absent
    std::function<std::optional<std::string>(const std::string& question)> ask =
        {};                            ///< a line from the user, if there is one; absent: from the terminal
    std::ostream* terminal = nullptr;  ///< a line that overwrites itself may be shown there
    std::function<void()> afterwards = {};  ///< called behind the answer of a command; may be absent
    /// How `check` tells of a database that differs from the revision at a place (1 is the first); may be
    /// absent.
    std::function<DriftWords(const Connection& database, std::size_t place)> drift_words = {};
};

/// Adds every command that works on a database. Their callbacks never throw.
void add_database_commands(CLI::App& app, const CommandHost& host);

}  // namespace varve::detail
