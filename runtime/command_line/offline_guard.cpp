#include "runtime/command_line/offline_guard.hpp"

#include <fmt/format.h>

#include "runtime/src/statement.hpp"

namespace varve::detail {

std::string sql_text(std::string_view value) {
    // A NUL would end the shell's line: the bytes say it.
    if (value.find('\0') == std::string_view::npos) {
        std::string text = "'";
        for (const char c : value)
            text += c == '\'' ? std::string("''") : std::string(1, c);
        return text + '\'';
    }
    std::string hex;
    for (const char c : value)
        hex += fmt::format("{:02X}", static_cast<unsigned char>(c));
    return fmt::format("CAST(x'{}' AS TEXT)", hex);
}

std::string guard(std::string_view condition, std::string_view message) {
    return fmt::format(
        "CREATE TEMP TABLE varve_guard(holds INTEGER CONSTRAINT {} CHECK(holds));\n"
        "INSERT INTO temp.varve_guard SELECT {};\n"
        "DROP TABLE temp.varve_guard;\n",
        quote_name(message), condition);
}

}  // namespace varve::detail
