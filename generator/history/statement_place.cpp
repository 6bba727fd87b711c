#include "generator/history/statement_place.hpp"

#include <charconv>

#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {
namespace {

/// 0 where none is named.
std::size_t named_statement(std::string_view reason) {
    constexpr std::string_view word = "statement ";
    std::size_t number = 0;
    if (reason.substr(0, word.size()) != word) return number;
    reason.remove_prefix(word.size());
    std::from_chars(reason.data(), reason.data() + reason.size(), number);
    return number;
}

}  // namespace

std::optional<Span> statement_place(const SourceSet& sources, std::uint32_t file, std::string_view reason) {
    std::size_t left = named_statement(reason);
    if (left == 0) return std::nullopt;
    const std::string_view text = sources[file].text();
    for (const detail::Step& step : detail::split_steps(text)) {
        if (step.directive || --left != 0) continue;
        const auto begin = static_cast<std::uint32_t>(step.text.data() - text.data());
        return Span{file, begin, begin + static_cast<std::uint32_t>(step.text.size())};
    }
    return std::nullopt;
}

}  // namespace varve::compiler
