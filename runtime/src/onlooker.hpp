#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include <varve/error.hpp>
#include <varve/migrate.hpp>

struct sqlite3;

namespace varve::detail {

/// Who is told how far a copy is, and may stop it or what is asked of it by SQL. Once it stops, it has
/// stopped.
class Onlooker {
public:
    using Watch = void (*)(void* context, const Progress& progress);
    using Cancel = bool (*)(void* context);

    Onlooker(Watch watch, Cancel cancel, void* context) : watch_(watch), cancel_(cancel), context_(context) {}

    /// Of the options of a copy or a migration.
    template <class Options>
    explicit Onlooker(const Options& options)
        : Onlooker(options.watch, options.cancel, options.progress_context) {}

    bool can_stop() const { return cancel_ != nullptr; }
    bool stops() { return stopped_ = stopped_ || (can_stop() && cancel_(context_)); }
    bool stopped() const { return stopped_; }

    /// Of a copy that begins, and of each of its pieces.
    void begin_copy();
    void copied(std::int64_t pages, std::int64_t total);

private:
    using Clock = std::chrono::steady_clock;

    Watch watch_;
    Cancel cancel_;
    void* context_;
    bool stopped_ = false;
    Clock::time_point began_{};
    Clock::time_point told_{};
};

/// While it stands, SQL that runs on the connection ends when the onlooker stops it. Takes the connection's
/// progress handler, which SQLite cannot give back, where there is somebody to ask.
class StoppableSql {
public:
    StoppableSql(sqlite3* db, Onlooker& onlooker);
    ~StoppableSql();
    StoppableSql(const StoppableSql&) = delete;
    StoppableSql& operator=(const StoppableSql&) = delete;

private:
    sqlite3* db_;
    bool set_;
};

/// Runs the work; what it throws because the onlooker stopped it, or was to blame further down, is an
/// Error(interrupted) with the message that `says()` gives.
template <class Says, class Work>
auto unless_stopped(Onlooker& onlooker, const Says& says, const Work& work) {
    try {
        return work();
    } catch (const Error& error) {
        // Whoever waits for a lock is not asked meanwhile.
        const bool waited = error.code() == ErrorCode::busy && onlooker.stops();
        if (!waited && !onlooker.stopped() && error.code() != ErrorCode::interrupted) throw;
        throw Error(ErrorCode::interrupted, says());
    }
}

}  // namespace varve::detail
