#include "generator/import/step_place.hpp"

#include <algorithm>
#include <charconv>

#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {
namespace {

/// 0 where none is named. Names in a reason hold neither blanks nor backticks.
std::size_t named_statement(std::string_view reason) {
    constexpr std::string_view word = "statement ";
    for (auto at = reason.find(word); at != std::string_view::npos; at = reason.find(word, at + 1)) {
        const std::string_view rest = reason.substr(at + word.size());
        std::size_t number = 0;
        const auto [stop, problem] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
        const auto size = static_cast<std::size_t>(stop - rest.data());
        if (problem == std::errc{} && rest.substr(size, 2) == " `") return number;
    }
    return 0;
}

bool was_taken_out(const ReplayedStep& step, std::uint32_t begin) {
    return std::any_of(step.removals.begin(), step.removals.end(), [&](const Removal& removal) {
        return removal.span.file == step.old.up.file && removal.span.begin == begin;
    });
}

}  // namespace

Span place_in_up(const SourceSet& sources, const ReplayedStep& step, std::string_view reason) {
    const Span whole = step.old.up;
    const std::string_view text = sources.text(whole);
    std::size_t left = named_statement(reason);
    if (left == 0) return {whole.file, 0, 0};
    for (const detail::Step& each : detail::split_steps(text)) {
        const auto begin = whole.begin + static_cast<std::uint32_t>(each.text.data() - text.data());
        if (each.directive || was_taken_out(step, begin) || --left != 0) continue;
        return {whole.file, begin, begin + static_cast<std::uint32_t>(each.text.size())};
    }
    return {whole.file, 0, 0};
}

}  // namespace varve::compiler
