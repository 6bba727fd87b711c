#include "generator/history/revision.hpp"

#include <algorithm>

#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {
namespace {

constexpr std::size_t id_digits = 12;
constexpr std::string_view grade_word = "grade ";
constexpr std::string_view loses_word = "loses";

/// `users.phone posts "odd name"."a b"`: each as written.
std::vector<std::string> names_of(std::string_view names) {
    std::vector<std::string> found;
    bool dotted = false;
    for (const detail::SqlToken& token : detail::sql_tokens(names)) {
        const std::string_view text = names.substr(token.begin, token.end - token.begin);
        const bool dot = text == ".";
        if (found.empty() || (!dot && !dotted)) found.emplace_back();
        found.back() += text;
        dotted = dot;
    }
    return found;
}

}  // namespace

const WaySource* way_from(const RevisionSource& revision, std::string_view parent) {
    const auto is_it = [&](const WaySource& way) {
        return std::string_view(way.parent).substr(0, id_digits) == parent.substr(0, id_digits);
    };
    const auto found = std::find_if(revision.ways.begin(), revision.ways.end(), is_it);
    return found == revision.ways.end() ? nullptr : &*found;
}

RevisionSource by_way(const RevisionSource& revision, const WaySource& way) {
    RevisionSource plain = revision;
    plain.ways.clear();
    plain.newer.clear();
    static_cast<WayTexts&>(plain) = way;
    plain.directory = way.directory;
    return plain;
}

Span place_of(const RevisionSource& revision) {
    const bool in_schema = revision.directory == ephemeral_directory && !revision.schema.tables.empty();
    return {in_schema ? revision.schema.tables.front().span.file : revision.file, 0, 0};
}

std::string title_of(const RevisionSource& revision) {
    return revision.directory == ephemeral_directory ? "this build's ephemeral draft"
                                                     : '`' + revision.directory + '`';
}

DownGrade grade_of(const std::string& normalised_down) {
    if (normalised_down.empty()) return {};
    for (const detail::Step& step : detail::split_steps(normalised_down)) {
        if (!step.directive || step.text.substr(0, grade_word.size()) != grade_word) continue;
        const std::string_view grade = step.text.substr(grade_word.size());
        if (grade == "exact") return {Grade::exact, {}};
        if (grade.substr(0, loses_word.size()) != loses_word) return {Grade::none, {}};
        return {Grade::loses, names_of(grade.substr(loses_word.size()))};
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
