// Kills starting applications at random moments of an upgrade, and looks at what is left: exactly one
// revision, every row, and the next start finishes. usage: kill_test <victim> <kills per journal mode> <rows>
// [seed]

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <random>

#include <varve/connection.hpp>
#include <varve/migrate.hpp>

#include "runtime/src/sha256.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/torture/process.hpp"
#include "tests/runtime/torture/story.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::microseconds;

struct Tally {
    int inside = 0;      ///< kills between BEGIN and COMMIT
    int committing = 0;  ///< while COMMIT ran
    int outside = 0;     ///< before the first, between two, after the last
    int late = 0;        ///< the victim was done already
    int left_at[story_length + 1] = {};
};

class Torture {
public:
    Torture(std::string victim, int rows, unsigned seed, bool wal)
        : victim_(std::move(victim)), wal_(wal), random_(seed), database_(dir_.file("victim.db")) {
        tell_story(maker_);
        make_template(rows);
        measure();
    }

    Tally run(int kills) {
        Tally tally;
        while (tally.inside < kills)
            strike(tally);
        return tally;
    }

private:
    varve::Connection open(const std::string& path) const {
        return varve::Connection::open(
            {.path = path, .journal_mode = wal_ ? varve::JournalMode::wal : varve::JournalMode::rollback});
    }

    static std::string digest(varve::Connection& db, int applied) {
        return varve::detail::sha256_hex(rows_of(db, story_rows(applied)));
    }

    void make_template(int rows) {
        varve::Connection db = open(dir_.file("template.db"));
        varve::upgrade(db, maker_.chain(1));
        db.execute(fill_story(rows));
        expected_ = digest(db, 1);
    }

    void lay_out() const {
        for (const char* tail : {"", "-wal", "-shm", "-journal"})
            std::filesystem::remove(database_ + tail);
        std::filesystem::copy_file(dir_.file("template.db"), database_);
    }

    std::vector<std::string> command() const {
        return {victim_, database_, wal_ ? "wal" : "rollback", "10000", "replayed"};
    }

    /// How long each of the transactions takes undisturbed: the shortest of a few, since others use the
    /// machine.
    void measure() {
        for (int i = 0; i != 5; ++i) {
            lay_out();
            Process process(command());
            process.go();
            for (microseconds& each : length_)
                each = std::min(each, time_transaction(process));
            if (process.wait() != 0) throw std::runtime_error("the victim fails undisturbed");
        }
        look(story_length);
    }

    static microseconds time_transaction(Process& process) {
        if (process.hear() != 'B') throw std::runtime_error("the victim does not begin");
        Clock::time_point begun = Clock::now();
        if (process.hear() != 'c' || process.hear() != 'C')
            throw std::runtime_error("the victim does not commit");
        return std::chrono::duration_cast<microseconds>(Clock::now() - begun);
    }

    /// One start that is killed a random part of one of its transactions after that has begun.
    void strike(Tally& tally) {
        lay_out();
        std::size_t which = random_() % (story_length - 1);
        auto most = static_cast<std::uint64_t>(length_[which].count()) * 5 / 4 + 1;
        std::vector<std::string> words = command();
        words.push_back(std::to_string(which + 1));
        words.push_back(std::to_string(random_() % most));
        Process process(words);
        process.go();
        char last = 0;
        for (char word = process.hear(); word != 0; word = process.hear())
            last = word;
        if (process.wait() != -1) last = 0;
        ++(last == 'B'   ? tally.inside
           : last == 'c' ? tally.committing
           : last == 0   ? tally.late
                         : tally.outside);
        ++tally.left_at[look(0)];
    }

    /// What a kill left: returns the revision it is at, and brings it to the head. Throws when anything is
    /// wrong.
    int look(int wanted) {
        varve::Connection db = open(database_);
        varve::Position position = varve::inspect(db, maker_.chain());
        int applied = static_cast<int>(position.applied);
        demand(position.reason.empty() && applied >= 1, "the ledger: " + position.reason);
        demand(wanted == 0 || applied == wanted, fmt::format("revision {} instead of {}", applied, wanted));
        verify(db, applied);
        varve::upgrade(db, maker_.chain());
        verify(db, story_length);
        return applied;
    }

    void verify(varve::Connection& db, int applied) {
        varve::Drift drift = varve::check(db, maker_.chain());
        demand(drift.ours.empty() && drift.foreign.empty(), "the structure is not its revision's");
        demand(digest(db, applied) == expected_,
               fmt::format("the rows at revision {} are not all there", applied));
        demand(rows_of(db, "PRAGMA integrity_check") == "ok", "integrity_check");
        demand(rows_of(db, "PRAGMA foreign_key_check").empty(), "foreign_key_check");
    }

    static void demand(bool holds, const std::string& what) {
        if (!holds) throw std::runtime_error("wrong after a kill: " + what);
    }

    std::string victim_;
    bool wal_;
    std::mt19937 random_;
    TempDir dir_;
    std::string database_;
    ChainMaker maker_;
    std::string expected_;
    microseconds length_[story_length - 1] = {microseconds::max(), microseconds::max(), microseconds::max()};
};

}  // namespace

int main(int count, char** arguments) {
    if (count < 4) {
        fmt::print(stderr, "usage: kill_test <victim> <kills per journal mode> <rows> [seed]\n");
        return 2;
    }
    unsigned seed = count > 4 ? static_cast<unsigned>(std::stoul(arguments[4])) : std::random_device()();
    fmt::print("seed {}\n", seed);
    try {
        for (bool wal : {true, false}) {
            Torture torture(arguments[1], std::stoi(arguments[3]), seed, wal);
            Tally tally = torture.run(std::stoi(arguments[2]));
            fmt::print(
                "{:8}: {} kills between BEGIN and COMMIT, {} in COMMIT, {} elsewhere, {} came too late; left "
                "at revision "
                "1: {}, "
                "2: {}, 3: {}, 4: {}; every row there, every next start finished\n",
                wal ? "wal" : "rollback", tally.inside, tally.committing, tally.outside, tally.late,
                tally.left_at[1], tally.left_at[2], tally.left_at[3], tally.left_at[4]);
        }
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
    return 0;
}
