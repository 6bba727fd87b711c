// Starts many applications on one new database at the same moment, whose head is baked or not. Each revision
// is applied exactly once, none of them fails. usage: race_test <victim> <processes> <rounds per journal
// mode>

#include <fmt/core.h>

#include <deque>

#include <varve/connection.hpp>
#include <varve/migrate.hpp>

#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/torture/process.hpp"
#include "tests/runtime/torture/story.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

struct Tally {
    int applied = 0;  ///< revisions, over all processes
    int waited = 0;   ///< processes that found everything done
    int failed = 0;
};

void run_round(const std::string& victim, int processes, bool wal, const std::string& head, Tally& tally) {
    TempDir dir;
    std::string database = dir.file("race.db");
    std::deque<Process> racing;
    for (int i = 0; i != processes; ++i)
        racing.emplace_back(
            std::vector<std::string>{victim, database, wal ? "wal" : "rollback", "30000", head});
    for (Process& each : racing)
        each.go();
    for (Process& each : racing) {
        char last = 0;
        for (char word = each.hear(); word != 0; word = each.hear())
            last = word;
        bool ended = each.wait() == 0;
        tally.failed += ended ? 0 : 1;
        tally.applied += ended ? last - '0' : 0;
        tally.waited += ended && last == '0' ? 1 : 0;
    }
    varve::Connection db = varve::Connection::open({.path = database, .read_only = true});
    ChainMaker maker;
    tell_story(maker);
    bool whole = varve::inspect(db, maker.chain()).standing == varve::Standing::at_head &&
                 varve::check(db, maker.chain()).ours.empty() &&
                 rows_of(db, "SELECT group_concat(action) FROM varve_log") == "up,up,up,up" &&
                 rows_of(db, "SELECT count(*) FROM users") == (head == "replayed" ? "0" : "99");
    if (!whole) throw std::runtime_error("the database is not at its head after a race");
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 4) {
        fmt::print(stderr, "usage: race_test <victim> <processes> <rounds per journal mode>\n");
        return 2;
    }
    int processes = std::stoi(arguments[2]);
    int rounds = std::stoi(arguments[3]);
    try {
        for (const bool wal : {true, false}) {
            for (const char* head : {"replayed", "100"}) {
                Tally tally;
                for (int i = 0; i != rounds; ++i)
                    run_round(arguments[1], processes, wal, head, tally);
                fmt::print(
                    "{:8}, {}: {} rounds of {} processes: {} revisions applied ({} a round), {} processes "
                    "found it done, {} failed\n",
                    wal ? "wal" : "rollback", std::string_view(head) == "replayed" ? "replayed" : "at once",
                    rounds, processes, tally.applied, story_length, tally.waited, tally.failed);
                if (tally.failed != 0 || tally.applied != story_length * rounds) return 1;
            }
        }
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
    return 0;
}
