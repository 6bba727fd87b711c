#include "generator/history/revision.hpp"

#include "generator/history/losses.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {
namespace {

constexpr std::string_view grade_word = "grade ";
constexpr std::string_view loses_word = "loses";

}  // namespace

DownGrade grade_of(const std::string& normalised_down) {
    if (normalised_down.empty()) return {};
    for (const detail::Step& step : detail::split_steps(normalised_down)) {
        if (!step.directive || step.text.substr(0, grade_word.size()) != grade_word) continue;
        const std::string_view grade = step.text.substr(grade_word.size());
        if (grade == "exact") return {Grade::exact, {}};
        if (grade.substr(0, loses_word.size()) != loses_word) return {Grade::none, {}};
        DownGrade found{Grade::loses, {}};
        for (const Loss& loss : read_losses(grade.substr(loses_word.size())))
            found.loses.push_back(loss.text);
        return found;
    }
    // A down that claims nothing is held to the strictest claim.
    return {Grade::exact, {}};
}

bool compatible_readers(const std::string& normalised_up) {
    for (const detail::Step& step : detail::split_steps(normalised_up))
        if (step.directive && step.text == "compatible readers") return true;
    return false;
}

}  // namespace varve::compiler
