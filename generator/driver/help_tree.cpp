#include "generator/driver/help_tree.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace varve::compiler {
namespace {

HelpOption help_option(const CLI::Option& option) {
    HelpOption out;
    if (!option.get_lnames().empty()) out.long_name = option.get_lnames().front();
    if (!option.get_snames().empty()) out.short_name = option.get_snames().front();
    out.positional = option.get_positional();
    out.summary = option.get_description();
    if (out.positional)
        out.value = option.get_name(true, false);
    else if (option.get_items_expected_max() > 0 && option.get_type_size() != 0)
        out.value = option.get_type_name();
    return out;
}

HelpCommand help_command(const CLI::App& app) {
    HelpCommand command{app.get_name(), app.get_description(), {}};
    for (const CLI::Option* option : app.get_options(nullptr))
        command.options.push_back(help_option(*option));
    std::stable_partition(command.options.begin(), command.options.end(),
                          [](const HelpOption& option) { return option.positional; });
    return command;
}

}  // namespace

HelpTree help_tree(const CLI::App& app) {
    HelpTree tree{help_command(app), {}};
    for (const CLI::App* command : app.get_subcommands(nullptr))
        tree.commands.push_back(help_command(*command));
    return tree;
}

}  // namespace varve::compiler
