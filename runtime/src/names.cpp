#include "runtime/src/names.hpp"

#include <fmt/core.h>

namespace varve::detail {

std::string printable(std::string_view text) {
    constexpr std::size_t most = 200;
    std::string safe;
    for (char c : text.substr(0, most)) {
        bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
        safe += control ? '?' : c;
    }
    return text.size() > most ? safe + "…" : safe;
}

std::string describe(const Revision& revision) {
    std::string_view space = revision.number.empty() ? "" : " ";
    return fmt::format("{}{}`{}` ({})", revision.number, space, revision.name, revision.id());
}

std::string describe(const LedgerRow& row) {
    return fmt::format("`{}` ({})", printable(row.name), row.id);
}

std::string count_of(std::size_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace varve::detail
