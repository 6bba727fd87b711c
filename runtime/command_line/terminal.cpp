#include "runtime/command_line/terminal.hpp"

#include <iostream>

#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

namespace varve::detail {
namespace {

bool is_terminal() {
#ifdef _WIN32
    return _isatty(0) != 0;
#else
    return isatty(STDIN_FILENO) != 0;
#endif
}

}  // namespace

std::optional<std::string> ask_terminal(const std::string& question) {
    if (!is_terminal()) return std::nullopt;
    std::cerr << question << std::flush;
    std::string line;
    if (!std::getline(std::cin, line)) return std::nullopt;
    return line;
}

}  // namespace varve::detail
