#include <iostream>

#include "generator/driver/commands.hpp"
#include "generator/driver/console.hpp"

int main(int argc, char** argv) {
    varve::compiler::Console console{std::cout, std::cerr};
    return varve::compiler::run(argc, argv, console);
}
