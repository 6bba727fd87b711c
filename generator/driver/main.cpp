#include <cstdlib>
#include <iostream>

#include "generator/driver/commands.hpp"
#include "generator/driver/console.hpp"

int main(int argc, char** argv) {
    varve::compiler::Console console{std::cout, std::cerr};
    if (std::getenv("GITHUB_ACTIONS") != nullptr) {
        const char* workspace = std::getenv("GITHUB_WORKSPACE");
        console.annotate_below = workspace != nullptr ? workspace : "";
    }
    return varve::compiler::run(argc, argv, console);
}
