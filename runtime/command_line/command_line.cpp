#include <varve/command_line.hpp>

#include <CLI/CLI.hpp>
#include <iostream>

#include "runtime/command_line/commands.hpp"
#include "runtime/command_line/terminal.hpp"
#include "runtime/command_line/usage.hpp"

namespace varve {

int command_line(int argc, const char* const* argv, const Chain& chain,
                 void (*configure)(void* context, sqlite3* connection), void* configure_context) {
    CLI::App app("Migrations of the database of " + std::string(chain.schema) + ".", argc > 0 ? argv[0] : "");
    app.require_subcommand(1);
    int code = 0;
    detail::CommandHost host{[&chain]() -> const Chain& { return chain; }, std::cout, std::cerr, code};
    host.configure = configure;
    host.configure_context = configure_context;
    if (detail::errors_reach_a_terminal()) host.terminal = &std::cerr;
    detail::add_database_commands(app, host);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        return detail::report_usage(app, problem, std::cout, std::cerr);
    }
    return code;
}

}  // namespace varve
