#include "runtime/command_line/printable_lines.hpp"

namespace varve::detail {

std::string printable_lines(std::string_view text) {
    std::string safe(text);
    for (char& c : safe) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < 0x20 && c != '\n') || byte == 0x7f) c = '?';
    }
    return safe;
}

}  // namespace varve::detail
