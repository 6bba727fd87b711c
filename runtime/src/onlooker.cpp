#include "runtime/src/onlooker.hpp"

#include <sqlite3.h>

namespace varve::detail {

namespace {

constexpr std::chrono::milliseconds pace(100);
constexpr int steps_between_questions = 10'000;

int ask(void* onlooker) {
    return static_cast<Onlooker*>(onlooker)->stops() ? 1 : 0;
}

std::int64_t milliseconds(std::chrono::steady_clock::duration time) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
}

}  // namespace

void Onlooker::begin_copy() {
    began_ = told_ = Clock::now();
}

void Onlooker::copied(std::int64_t pages, std::int64_t total) {
    if (watch_ == nullptr || pages == 0) return;
    const Clock::time_point now = Clock::now();
    if (now - told_ < pace) return;
    told_ = now;
    const std::int64_t elapsed = milliseconds(now - began_);
    Progress progress{{}, {}, pages, total, elapsed, elapsed * (total - pages) / pages};
    progress.pages = true;
    watch_(context_, progress);
}

StoppableSql::StoppableSql(sqlite3* db, Onlooker& onlooker) : db_(db), set_(onlooker.can_stop()) {
    if (set_) sqlite3_progress_handler(db, steps_between_questions, ask, &onlooker);
}

StoppableSql::~StoppableSql() {
    if (set_) sqlite3_progress_handler(db_, 0, nullptr, nullptr);
}

}  // namespace varve::detail
