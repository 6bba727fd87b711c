#include "tests/runtime/studio.hpp"

#include <CLI/CLI.hpp>
#include <sstream>

#include "runtime/command_line/usage.hpp"

Outcome run(const varve::Chain& chain, std::vector<std::string> arguments,
            const std::function<void(varve::detail::CommandHost&)>& adorn) {
    Outcome outcome;
    std::ostringstream out;
    std::ostringstream err;
    CLI::App app("", "studio");
    app.require_subcommand(1);
    varve::detail::CommandHost host{[&]() -> const varve::Chain& { return chain; }, out, err, outcome.code};
    if (adorn) adorn(host);
    varve::detail::add_database_commands(app, host);
    std::vector<const char*> argv = {"studio"};
    for (const std::string& argument : arguments)
        argv.push_back(argument.c_str());
    try {
        app.parse(static_cast<int>(argv.size()), argv.data());
    } catch (const CLI::ParseError& problem) {
        outcome.code = varve::detail::report_usage(app, problem, out, err);
    }
    outcome.out = out.str();
    outcome.err = err.str();
    return outcome;
}
