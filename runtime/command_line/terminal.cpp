#include "runtime/command_line/terminal.hpp"

#include <cstdlib>
#include <iostream>
#include <string_view>

#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

namespace varve::detail {
namespace {

constexpr int standard_input = 0;
constexpr int standard_error = 2;

bool is_terminal(int stream) {
#ifdef _WIN32
    return _isatty(stream) != 0;
#else
    return isatty(stream) != 0;
#endif
}

std::string_view environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

}  // namespace

std::optional<std::string> ask_terminal(const std::string& question) {
    if (!is_terminal(standard_input)) return std::nullopt;
    std::cerr << question << std::flush;
    std::string line;
    if (!std::getline(std::cin, line)) return std::nullopt;
    return line;
}

bool errors_reach_a_terminal() {
    return is_terminal(standard_error) && environment("TERM") != "dumb";
}

bool colours_are_wanted() {
    return errors_reach_a_terminal() && environment("NO_COLOR").empty();
}

}  // namespace varve::detail
