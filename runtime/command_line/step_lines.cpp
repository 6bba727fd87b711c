#include "runtime/command_line/step_lines.hpp"

#include <fmt/format.h>

#include <ostream>

#include "runtime/command_line/printable_lines.hpp"

namespace varve::detail {
namespace {

constexpr std::chrono::seconds pace_elsewhere(10);
constexpr std::string_view overwrite = "\r\x1b[K";

std::string in_groups(std::int64_t number) {
    std::string digits = fmt::format("{}", number);
    for (std::size_t at = digits.size(); at > 3;)
        digits.insert(at -= 3, ",");
    return digits;
}

std::string duration(std::int64_t milliseconds) {
    const std::int64_t seconds = (milliseconds + 999) / 1000;
    if (seconds < 60) return fmt::format("{} s", seconds);
    if (seconds < 3600) return fmt::format("{} min {:02} s", seconds / 60, seconds % 60);
    return fmt::format("{} h {:02} min", seconds / 3600, seconds / 60 % 60);
}

}  // namespace

std::string describe(const Progress& progress) {
    const std::string_view what = progress.pages ? "copying" : progress.table;
    const std::string_view unit = progress.pages ? "pages" : "rows";
    if (what.empty()) return fmt::format("working for {}", duration(progress.elapsed_ms));
    if (progress.total == 0)
        return fmt::format("{}: {} rows, working for {}", progress.table, in_groups(progress.rows),
                           duration(progress.elapsed_ms));
    if (progress.left_ms < 0)
        return fmt::format("{}: {} rows written, working for {}", progress.table, in_groups(progress.rows),
                           duration(progress.elapsed_ms));
    return fmt::format("{}: {} of {} {} ({} %), about {} left", what, in_groups(progress.rows),
                       in_groups(progress.total), unit, progress.rows * 100 / progress.total,
                       duration(progress.left_ms));
}

StepLines::~StepLines() {
    erase();
}

void StepLines::say(std::string_view line) {
    erase();
    out_ << printable_lines(line) << std::endl;
}

/// Streams of the standard library do not throw unless told to, and this is called from inside SQLite.
void StepLines::progress(const Progress& progress) {
    const auto now = std::chrono::steady_clock::now();
    if (terminal_ != nullptr) {
        *terminal_ << overwrite << "  " << printable_lines(describe(progress)) << std::flush;
        shown_ = true;
    } else if (now - spoke_ >= pace_elsewhere) {
        out_ << "  " << printable_lines(describe(progress)) << std::endl;
        spoke_ = now;
    }
}

void StepLines::erase() {
    if (shown_) *terminal_ << overwrite << std::flush;
    shown_ = false;
}

}  // namespace varve::detail
