#pragma once

#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <varve/chain.hpp>
#include <vector>

struct sqlite3;

namespace varve {
class Connection;
}

namespace varve::detail {

/// A line of `status`: "schema", "2 changes ahead of its chain".
struct Fact {
    std::string subject;
    std::string words;
};

/// Drift in the words of whoever knows more than the structure, and what would mend it.
struct DriftWords {
    std::vector<std::string> lines;
    std::string mending;  ///< SQL, never run; "" where there is none
    std::string why_not;  ///< why there is none
};

/// What a user gave to any of the commands.
struct CommandOptions {
    std::string database;  ///< `--db`, else empty
    std::string target;
    bool allow_loss = false;
    bool take_back = false;
    bool json = false;
    bool verbose = false;
    bool indicate_current = false;
    bool check_heads = false;
    bool pending = false;
    bool force = false;
    bool purge = false;
    bool sql = false;
    bool yes = false;
    bool schema_only = false;
    bool data_only = false;
    std::string file;                        ///< that `backup` writes, `restore` reads or `rehearse` copies
    std::string to;                          ///< `--to`: where `rehearse` copies it
    std::string backup;                      ///< `--backup`: the policy's word; "" for never
    std::size_t keep = 0;                    ///< `--keep`: 0 for all
    std::string range;                       ///< `-r`: "a:b"
    std::function<std::string()> why_empty;  ///< as in CommandHost, and so are the next two
    std::function<std::string(std::size_t)> path_of;
    std::function<std::vector<Fact>()> facts;
    std::ostream* terminal = nullptr;
    std::function<DriftWords(const Connection&, std::size_t)> drift_words;
    void (*configure)(void* context, sqlite3* connection) = nullptr;
    void* configure_context = nullptr;
    std::function<std::optional<std::string>(const std::string& question)> ask;
};

// Each runs one command, prints its result to `out` and returns its exit code; throws when it cannot.

int upgrade_command(const Chain& chain, const CommandOptions& options, std::ostream& out);
int downgrade_command(const Chain& chain, const CommandOptions& options, std::ostream& out);
int stamp_command(const Chain& chain, const CommandOptions& options, std::ostream& out);
int current_command(const Chain& chain, const CommandOptions& options, std::ostream& out);
int history_command(const Chain& chain, const CommandOptions& options, std::ostream& out);
int upgrade_script_command(const Chain& chain, const CommandOptions& options, std::ostream& out);
int downgrade_script_command(const Chain& chain, const CommandOptions& options, std::ostream& out);
int show_command(const Chain& chain, const CommandOptions& options, std::ostream& out);
int heads_command(const Chain& chain, const CommandOptions& options, std::ostream& out);
int branches_command(const Chain& chain, const CommandOptions& options, std::ostream& out);
int status_command(const Chain& chain, const CommandOptions& options, std::ostream& out);
int backup_command(const Chain& chain, const CommandOptions& options, std::ostream& out);
int restore_command(const Chain& chain, const CommandOptions& options, std::ostream& out);
int rehearse_command(const Chain& chain, const CommandOptions& options, std::ostream& out);
int dump_command(const Chain& chain, const CommandOptions& options, std::ostream& out);
int reset_command(const Chain& chain, const CommandOptions& options, std::ostream& out);
int check_command(const Chain& chain, const CommandOptions& options, std::ostream& out);

}  // namespace varve::detail
