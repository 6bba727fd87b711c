#include "generator/history/plan.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "generator/history/heeded_converts.hpp"
#include "generator/history/plan_down.hpp"
#include "generator/history/plan_explain.hpp"
#include "generator/history/plan_preflight.hpp"
#include "generator/history/plan_steps.hpp"

namespace varve::compiler {

namespace {

void add_new(std::vector<std::string>& names, const std::vector<std::string>& more) {
    for (const std::string& name : more)
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

/// What stands against the way back, a line each.
std::vector<std::string> no_way_back(const Course& up, const Course& down) {
    std::vector<std::string> reasons;
    for (const Obstacle& obstacle : find_obstacles(down))
        if (!obstacle.refused_by_sqlite) reasons.push_back("on the way back, " + obstacle.message);
    for (const std::string& reason : empty_parents(down))
        reasons.push_back("on the way back, " + reason);
    for (const std::string& reason : made_up_values(up, down))
        reasons.push_back("on the way back, " + reason);
    return reasons;
}

std::string script_of(const Course& course) {
    const std::string asked = write_preflight(course);
    return asked.empty() ? write_steps(course) : asked + '\n' + write_steps(course);
}

void plan_down(const Course& up, Plan& plan) {
    const Schema target = hints_back(up);
    const Course down(up.after, target);
    const std::vector<std::string> reasons = no_way_back(up, down);
    add_new(plan.loses, lost_by(up));
    if (!reasons.empty()) {
        plan.grade = Grade::none;
        plan.down = fmt::format("--@ grade none\n-- {}\n", fmt::join(reasons, "\n-- "));
        plan.no_way_back = fmt::format("{}", fmt::join(reasons, "\n"));
        return;
    }
    add_new(plan.loses, dropped_names(down));
    plan.grade = plan.loses.empty() ? Grade::exact : Grade::loses;
    plan.down = plan.loses.empty() ? "--@ grade exact\n"
                                   : fmt::format("--@ grade loses {}\n", fmt::join(plan.loses, " "));
    plan.down += script_of(down);
}

}  // namespace

Plan plan(const Schema& newest, const Schema& today, const Changes& changes, DiagnosticSink& sink) {
    Plan plan;
    if (changes.empty()) return plan;
    const Schema heeded = without_spent_converts(today, newest);
    const Course up(newest, heeded);
    const std::vector<Obstacle> obstacles = find_obstacles(up);
    for (const Obstacle& obstacle : obstacles)
        sink.error(obstacle.kind, obstacle.span, obstacle.message, {}, obstacle.help);
    if (!obstacles.empty()) return plan;
    plan.up = script_of(up);
    plan.reasons = explain(up);
    plan_down(up, plan);
    return plan;
}

}  // namespace varve::compiler
