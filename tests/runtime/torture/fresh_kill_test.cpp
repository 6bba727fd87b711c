// Kills starting applications at random moments while they make a new database at once, and looks at what is
// left: nothing at all or the whole head, and the next start finishes. usage: fresh_kill_test <victim> <kills
// per journal mode> <rows> [seed]

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>
#include <random>
#include <stdexcept>

#include <varve/connection.hpp>
#include <varve/migrate.hpp>

#include "tests/runtime/baked_head.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/torture/process.hpp"
#include "tests/runtime/torture/story.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::microseconds;

struct Tally {
    int inside = 0;  ///< kills between BEGIN and COMMIT, or while COMMIT ran
    int outside = 0;
    int left_empty = 0;
    int left_whole = 0;
};

class Torture {
public:
    Torture(std::string victim, int rows, unsigned seed, bool wal)
        : victim_(std::move(victim)),
          rows_(std::to_string(rows)),
          wal_(wal),
          random_(seed),
          database_(dir_.file("fresh.db")) {
        tell_story(maker_);
        head_.emplace(maker_, baked_story(rows));
        varve::Connection whole = varve::Connection::open({.path = ":memory:"});
        varve::upgrade(whole, head_->chain());
        expected_ = rows_of(whole, story_rows(story_length));
        measure();
    }

    Tally run(int kills) {
        Tally tally;
        while (tally.inside < kills)
            strike(tally);
        return tally;
    }

private:
    void clear() const {
        for (const char* tail : {"", "-wal", "-shm", "-journal"})
            std::filesystem::remove(database_ + tail);
    }

    std::vector<std::string> command() const {
        return {victim_, database_, wal_ ? "wal" : "rollback", "10000", rows_};
    }

    /// How long the transaction takes undisturbed: the shortest of a few, since others use the machine.
    void measure() {
        for (int i = 0; i != 5; ++i) {
            clear();
            Process process(command());
            process.go();
            demand(process.hear() == 'B', "the victim does not begin");
            const Clock::time_point begun = Clock::now();
            demand(process.hear() == 'c' && process.hear() == 'C', "the victim does not commit");
            length_ = std::min(length_, std::chrono::duration_cast<microseconds>(Clock::now() - begun));
            demand(process.wait() == 0, "the victim fails undisturbed");
        }
    }

    void strike(Tally& tally) {
        clear();
        std::vector<std::string> words = command();
        words.push_back("1");
        words.push_back(
            std::to_string(random_() % (static_cast<std::uint64_t>(length_.count()) * 5 / 4 + 1)));
        Process process(words);
        process.go();
        char last = 0;
        for (char word = process.hear(); word != 0; word = process.hear())
            last = word;
        const bool killed = process.wait() == -1;
        ++(killed && (last == 'B' || last == 'c') ? tally.inside : tally.outside);
        ++(look() ? tally.left_whole : tally.left_empty);
    }

    /// Whether the head was there; throws when anything stands between it and nothing.
    bool look() {
        varve::Connection db =
            varve::Connection::open({.path = database_, .journal_mode = varve::JournalMode::keep});
        const varve::Position position = varve::inspect(db, head_->chain());
        const bool whole = position.standing == varve::Standing::at_head;
        demand(whole || position.standing == varve::Standing::fresh, "it is neither new nor at its head");
        demand(whole || rows_of(db, "SELECT count(*) FROM sqlite_schema") == "0", "something stands in it");
        varve::upgrade(db, head_->chain());
        const varve::Drift drift = varve::check(db, head_->chain());
        demand(drift.ours.empty() && drift.foreign.empty(), "the structure is not the head's");
        demand(rows_of(db, story_rows(story_length)) == expected_, "the rows are not all there");
        demand(rows_of(db, "PRAGMA integrity_check") == "ok", "integrity_check");
        demand(rows_of(db, "SELECT group_concat(action) FROM varve_log") == "up,up,up,up", "the log");
        return whole;
    }

    static void demand(bool holds, const std::string& what) {
        if (!holds) throw std::runtime_error("wrong after a kill: " + what);
    }

    std::string victim_;
    std::string rows_;
    bool wal_;
    std::mt19937 random_;
    TempDir dir_;
    std::string database_;
    ChainMaker maker_;
    std::optional<BakedHead> head_;
    std::string expected_;
    microseconds length_ = microseconds::max();
};

}  // namespace

int main(int count, char** arguments) {
    if (count < 4) {
        fmt::print(stderr, "usage: fresh_kill_test <victim> <kills per journal mode> <rows> [seed]\n");
        return 2;
    }
    const unsigned seed =
        count > 4 ? static_cast<unsigned>(std::stoul(arguments[4])) : std::random_device()();
    fmt::print("seed {}\n", seed);
    try {
        for (const bool wal : {true, false}) {
            const Tally tally =
                Torture(arguments[1], std::stoi(arguments[3]), seed, wal).run(std::stoi(arguments[2]));
            fmt::print(
                "{:8}: {} kills between BEGIN and the end of COMMIT, {} elsewhere; left empty: {}, whole: "
                "{}; every next start finished\n",
                wal ? "wal" : "rollback", tally.inside, tally.outside, tally.left_empty, tally.left_whole);
        }
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
    return 0;
}
