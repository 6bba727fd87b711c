#include <cstdlib>
#include <iostream>

#include "generator/driver/commands.hpp"
#include "generator/driver/console.hpp"
#include "runtime/command_line/terminal.hpp"

int main(int argc, char** argv) {
    varve::compiler::Console console{std::cout, std::cerr};
    if (varve::detail::errors_reach_a_terminal()) console.terminal = &std::cerr;
    if (varve::detail::colours_are_wanted()) console.colours = varve::compiler::Colours::terminal;
    if (std::getenv("GITHUB_ACTIONS") != nullptr) {
        const char* workspace = std::getenv("GITHUB_WORKSPACE");
        console.annotate_below = workspace != nullptr ? workspace : "";
    }
    return varve::compiler::run(argc, argv, console);
}
