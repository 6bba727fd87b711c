#include "generator/history/step_budget.hpp"

#include <sqlite3.h>

namespace varve::compiler {

namespace {

/// Rehearsals hold few rows: an honest statement takes thousands of steps, a calendar of a century some
/// millions.
constexpr int steps_at_once = 1'000'000;
constexpr int most = 200;

constexpr std::string_view seems_endless =
    ": it had not ended after 200 million steps of SQLite's machine, and seems to go on for ever";

void drop_end(std::string_view& message, std::string_view end) {
    if (message.size() >= end.size() && message.substr(message.size() - end.size()) == end)
        message.remove_suffix(end.size());
}

}  // namespace

StepBudget::StepBudget(sqlite3* db) : db_(db), left_(most) {
    sqlite3_progress_handler(db, steps_at_once, &StepBudget::count, this);
}

StepBudget::~StepBudget() {
    sqlite3_progress_handler(db_, 0, nullptr, nullptr);
}

int StepBudget::count(void* self) {
    return --static_cast<StepBudget*>(self)->left_ <= 0 ? 1 : 0;
}

std::string StepBudget::words(std::string_view message) {
    drop_end(message, ": interrupted");
    return std::string(message) + std::string(seems_endless);
}

bool is_of_budget(std::string_view reason) {
    return reason.size() >= seems_endless.size() &&
           reason.substr(reason.size() - seems_endless.size()) == seems_endless;
}

}  // namespace varve::compiler
