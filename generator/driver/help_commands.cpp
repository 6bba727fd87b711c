#include "generator/driver/help_commands.hpp"

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>
#include <string>

#include "generator/driver/help_tree.hpp"

namespace varve::compiler {

void add_help_commands(CLI::App& app, Console& console, int& code) {
    CLI::App* completion =
        app.add_subcommand("completion", "Print the completions of a shell, to be sourced by it");
    const auto shell = std::make_shared<std::string>();
    completion->add_option("shell", *shell, "bash, zsh or fish")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
    completion->callback([&app, &console, &code, shell] {
        const HelpTree tree = help_tree(app);
        if (*shell == "bash")
            console.out << bash_completion(tree);
        else if (*shell == "zsh")
            console.out << zsh_completion(tree);
        else
            console.out << fish_completion(tree);
        code = exit_done;
    });
    app.add_subcommand("man", "Print the manual page")->callback([&app, &console, &code] {
        console.out << manual_page(help_tree(app), VARVE_VERSION);
        code = exit_done;
    });
}

}  // namespace varve::compiler
