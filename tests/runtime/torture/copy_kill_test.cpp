// Kills processes at random moments while they back up and restore a database, and looks at what is left: the
// database is the old one or the new one, whole; what has a backup's name is one; and the next try finishes.
// usage: copy_kill_test <kills per journal mode and command> <rows> [seed]

#include <fmt/core.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <random>
#include <stdexcept>

#include <varve/backup.hpp>
#include <varve/migrate.hpp>

#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/torture/kill_timer.hpp"
#include "tests/runtime/torture/story.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::microseconds;

void demand(bool holds, const std::string& what) {
    if (!holds) throw std::runtime_error("wrong after a kill: " + what);
}

class Torture {
public:
    Torture(int rows, unsigned seed, bool wal) : wal_(wal), random_(seed) {
        tell_story(maker_);
        make(old_, rows, "Old");
        make(new_, rows / 2, "New");
        varve::Connection db = open(new_.file("app.db"));
        varve::make_backup(db, {.path = new_.file("the.backup")});
        old_rows_ = rows_in(old_.file("app.db"));
        new_rows_ = rows_in(new_.file("app.db"));
    }

    int back_up(int kills) {
        return strike(kills, [&] {
            const varve::Connection db = open(file());
            varve::make_backup(db);
        });
    }

    int restore(int kills) {
        return strike(
            kills, [&] { varve::restore_backup({.path = file()}, new_.file("the.backup"), maker_.chain()); });
    }

private:
    std::string file() const { return place_.file("app.db"); }

    varve::Connection open(const std::string& path) const {
        return varve::Connection::open(
            {.path = path, .journal_mode = wal_ ? varve::JournalMode::wal : varve::JournalMode::rollback});
    }

    void make(const TempDir& dir, int rows, const std::string& name) {
        varve::Connection db = open(dir.file("app.db"));
        varve::upgrade(db, maker_.chain(1));
        db.execute("BEGIN;" + story_rows_sql(rows, name) + "COMMIT");
    }

    static std::string rows_in(const std::string& path) {
        varve::Connection db =
            varve::Connection::open({.path = path, .journal_mode = varve::JournalMode::keep});
        demand(rows_of(db, "PRAGMA integrity_check") == "ok", path + " is not sound");
        return rows_of(db, story_rows(1));
    }

    void lay_out() const {
        for (const auto& each : std::filesystem::directory_iterator(place_.path()))
            std::filesystem::remove(each.path());
        std::filesystem::copy_file(old_.file("app.db"), file());
    }

    /// Runs an action in a process that is killed a random part of its usual time after it has begun.
    int strike(int kills, const std::function<void()>& action) {
        microseconds usual = microseconds::max();
        for (int i = 0; i != 3; ++i) {
            lay_out();
            const Clock::time_point begun = Clock::now();
            action();
            usual = std::min(usual, std::chrono::duration_cast<microseconds>(Clock::now() - begun));
        }
        int tries = 0;
        for (int killed = 0; killed != kills; ++tries) {
            lay_out();
            const auto most = static_cast<std::uint64_t>(usual.count()) * 5 / 4 + 1;
            const auto us = static_cast<std::int64_t>(random_() % most);
            const pid_t child = fork();
            if (child == 0) {
                kill_in(us);
                action();
                _exit(0);
            }
            int status = 0;
            demand(waitpid(child, &status, 0) == child, "waitpid");
            killed += WIFSIGNALED(status) ? 1 : 0;
            look();
            action();
            look();
        }
        return tries;
    }

    void look() const {
        const std::string rows = rows_in(file());
        bool kept = false;
        for (const auto& each : std::filesystem::directory_iterator(place_.path())) {
            if (each.path().extension() != ".backup") continue;
            const std::string copied = rows_in(each.path().string());
            demand(copied == old_rows_ || copied == new_rows_, "a backup is not whole");
            kept = kept || copied == old_rows_;
        }
        demand(rows == old_rows_ || (rows == new_rows_ && kept),
               "the old rows are neither there nor backed up");
    }

    bool wal_;
    std::mt19937 random_;
    ChainMaker maker_;
    TempDir old_;
    TempDir new_;
    TempDir place_;
    std::string old_rows_;
    std::string new_rows_;
};

}  // namespace

int main(int count, char** arguments) {
    if (count < 3) {
        fmt::print(stderr, "usage: copy_kill_test <kills per journal mode and command> <rows> [seed]\n");
        return 2;
    }
    const unsigned seed =
        count > 3 ? static_cast<unsigned>(std::stoul(arguments[3])) : std::random_device()();
    const int kills = std::stoi(arguments[1]);
    fmt::print("seed {}\n", seed);
    try {
        for (const bool wal : {true, false}) {
            Torture torture(std::stoi(arguments[2]), seed, wal);
            const int backups = torture.back_up(kills);
            const int restores = torture.restore(kills);
            fmt::print(
                "{:8}: {} of {} backups and {} of {} restores killed; nothing lost, nothing half, every next "
                "try "
                "finished\n",
                wal ? "wal" : "rollback", kills, backups, kills, restores);
        }
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
    return 0;
}
