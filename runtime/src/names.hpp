#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <varve/chain.hpp>

#include "runtime/src/ledger.hpp"

namespace varve::detail {

/// Text that came out of a file, fit for a terminal: control characters are replaced, the overlong cut.
std::string printable(std::string_view text);

/// "0002 `add_phone` (9b1c12345678)"
std::string describe(const Revision& revision);
std::string describe(const LedgerRow& row);

/// "1 revision", "2 revisions"
std::string count_of(std::size_t count, std::string_view noun);

/// Each line indented by two spaces, with its line end.
template <class Lines>
std::string indented(const Lines& lines) {
    std::string text;
    for (const auto& line : lines)
        text.append("  ").append(line).append("\n");
    return text;
}

}  // namespace varve::detail
