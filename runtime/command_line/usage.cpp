#include "runtime/command_line/usage.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <cctype>
#include <ostream>
#include <string>
#include <vector>

#include "runtime/command_line/command_error.hpp"

namespace varve::detail {
namespace {

std::string commands_of(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands(nullptr))
        names.push_back(command->get_name());
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string in_our_words(const CLI::App& app, const CLI::ParseError& problem) {
    if (app.get_subcommands().empty()) {
        const std::vector<std::string> rest = app.remaining();
        if (rest.empty()) return fmt::format("a command is needed: {}", commands_of(app));
        return fmt::format("there is no command `{}`: the commands are {}", rest.front(), commands_of(app));
    }
    std::string message = problem.what();
    if (!message.empty())
        message[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(message[0])));
    return message;
}

}  // namespace

int report_usage(const CLI::App& app, const CLI::ParseError& problem, std::ostream& out, std::ostream& err) {
    if (problem.get_exit_code() == 0) return app.exit(problem, out, err);
    err << fmt::format("error: {}\nrun `{} --help` for the ways to call it\n", in_our_words(app, problem),
                       app.get_name());
    return exit_usage;
}

}  // namespace varve::detail
