#include "runtime/src/watch.hpp"

#include <sqlite3.h>

#include "runtime/src/catalog.hpp"

namespace varve::detail {

namespace {

constexpr std::string_view rebuilt_prefix = "varve_new_";
constexpr std::chrono::milliseconds pace(100);
// Some ten thousand steps of SQLite's machine are a millisecond or less: soon enough, and too seldom to cost
// anything.
constexpr int steps_between_pulses = 10'000;

std::int64_t milliseconds(std::chrono::steady_clock::duration time) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
}

}  // namespace

Watch::Watch(sqlite3* db, const MigrateOptions& options) : db_(db), options_(options) {
    if (options.watch == nullptr && options.cancel == nullptr) return;
    sqlite3_progress_handler(db, steps_between_pulses, pulse, this);
    if (options.watch != nullptr) {
        sqlite3_update_hook(
            db,
            [](void* self, int what, const char* database, const char* table, sqlite3_int64 rowid) {
                count_row(self, what, database, table, rowid);
            },
            this);
    }
}

Watch::~Watch() {
    if (options_.watch != nullptr || options_.cancel != nullptr)
        sqlite3_progress_handler(db_, 0, nullptr, nullptr);
    if (options_.watch != nullptr) sqlite3_update_hook(db_, nullptr, nullptr);
}

void Watch::begin(std::string_view revision) {
    revision_ = revision;
    table_.clear();
    expected_.clear();
    began_ = looked_ = Clock::now();
    ask();
}

void Watch::ask() {
    if (options_.cancel != nullptr) cancelled_ = cancelled_ || options_.cancel(options_.progress_context);
}

void Watch::expect(const std::string& table) {
    if (options_.watch == nullptr) return;
    expected_ = table;
    total_ = count_rows(db_, table);
    table_.clear();
}

void Watch::count_row(void* self, int, const char*, const char* table, std::int64_t) {
    Watch& watch = *static_cast<Watch*>(self);
    std::string_view name = table;
    if (name.substr(0, rebuilt_prefix.size()) == rebuilt_prefix) name.remove_prefix(rebuilt_prefix.size());
    if (name != watch.table_) {
        watch.table_ = name;
        watch.rows_ = 0;
        watch.first_ = Clock::now();
    }
    ++watch.rows_;
}

int Watch::pulse(void* self) {
    Watch& watch = *static_cast<Watch*>(self);
    if (const Clock::time_point now = Clock::now(); now - watch.looked_ >= pace) watch.look(now);
    return watch.cancelled_ ? 1 : 0;
}

void Watch::look(Clock::time_point now) {
    looked_ = now;
    ask();
    if (options_.watch != nullptr && !revision_.empty()) tell(now);
}

void Watch::tell(Clock::time_point now) const {
    Progress progress{revision_, table_, 0, 0, milliseconds(now - began_), -1};
    if (!table_.empty()) progress.rows = rows_;
    if (!table_.empty() && table_ == expected_) progress.total = total_;
    if (progress.total > rows_)
        progress.left_ms = milliseconds(now - first_) * (progress.total - rows_) / rows_;
    options_.watch(options_.progress_context, progress);
}

}  // namespace varve::detail
