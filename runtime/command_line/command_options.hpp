#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <varve/chain.hpp>

struct sqlite3;

namespace varve::detail {

/// What a user gave to any of the commands.
struct CommandOptions {
    std::string database;  ///< `--db`, else empty
    std::string target;
    bool allow_loss = false;
    bool json = false;
    bool verbose = false;
    bool indicate_current = false;
    std::function<std::string()> why_empty;  ///< as in CommandHost
    void (*configure)(void* context, sqlite3* connection) = nullptr;
    void* configure_context = nullptr;
};

// Each runs one command, prints its result to `out` and returns its exit code; throws when it cannot.

int upgrade_command(const Chain& chain, const CommandOptions& options, std::ostream& out);
int downgrade_command(const Chain& chain, const CommandOptions& options, std::ostream& out);
int stamp_command(const Chain& chain, const CommandOptions& options, std::ostream& out);
int current_command(const Chain& chain, const CommandOptions& options, std::ostream& out);
int history_command(const Chain& chain, const CommandOptions& options, std::ostream& out);
int check_command(const Chain& chain, const CommandOptions& options, std::ostream& out);

}  // namespace varve::detail
