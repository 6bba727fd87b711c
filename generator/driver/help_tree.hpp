#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace varve::compiler {

struct HelpOption {
    std::string long_name;   ///< without its dashes; "" when there is none
    std::string short_name;  ///< without its dash; "" when there is none
    std::string value;       ///< what it takes, such as `FILE`; "" for a flag
    std::string summary;
    bool positional = false;

    bool takes_path() const { return value == "FILE" || value == "DIR"; }
};

struct HelpCommand {
    std::string name;
    std::string summary;
    std::vector<HelpOption> options;  ///< positionals first
};

/// What `--help` says, as values that manual pages and completions are printed from.
struct HelpTree {
    HelpCommand program;
    std::vector<HelpCommand> commands;
};

HelpTree help_tree(const CLI::App& app);

/// The manual page in roff, for section 1.
std::string manual_page(const HelpTree& tree, const std::string& version);

std::string bash_completion(const HelpTree& tree);
std::string zsh_completion(const HelpTree& tree);
std::string fish_completion(const HelpTree& tree);

}  // namespace varve::compiler
