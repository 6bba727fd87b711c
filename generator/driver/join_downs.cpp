#include "generator/driver/join_downs.hpp"

#include <algorithm>
#include <string_view>

#include "generator/history/revision.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {
namespace {

constexpr std::string_view grade_directive = "--@ grade";

std::string without_grade(const std::string& down) {
    std::string out;
    std::string_view rest = down;
    while (!rest.empty()) {
        const std::size_t length = std::min(rest.find('\n'), rest.size() - 1) + 1;
        if (!rest.starts_with(grade_directive)) out += rest.substr(0, length);
        rest.remove_prefix(length);
    }
    return out;
}

}  // namespace

std::string join_downs(const std::string& later, const std::string& earlier) {
    const DownGrade first = grade_of(detail::normalise_sql(later));
    const DownGrade second = grade_of(detail::normalise_sql(earlier));
    const Grade worse = std::max(first.grade, second.grade);
    std::string grade(grade_directive);
    grade += worse == Grade::exact ? " exact" : worse == Grade::loses ? " loses" : " none";
    if (worse == Grade::loses) {
        for (const DownGrade& each : {first, second}) {
            for (const std::string& what : each.loses)
                grade += " " + what;
        }
    }
    if (worse == Grade::none) return grade + "\n";
    return grade + "\n" + without_grade(later) + without_grade(earlier);
}

}  // namespace varve::compiler
