// One start of an application: opens the database, upgrades it, and says on stdout how far it is. Asked to,
// the kernel kills it with SIGKILL some time after a transaction has begun, however busy the machine is.

#include <sqlite3.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include <varve/connection.hpp>
#include <varve/migrate.hpp>

#include "runtime/src/opening.hpp"
#include "tests/runtime/baked_head.hpp"
#include "tests/runtime/torture/kill_timer.hpp"
#include "tests/runtime/torture/story.hpp"

namespace {

void say(char word) {
    if (write(STDOUT_FILENO, &word, 1) != 1) _exit(4);
}

int transactions_until_kill = 0;
long kill_after_us = 0;

/// B: a transaction has begun. c: its COMMIT begins. C: it is committed.
int on_statement(unsigned event, void*, void* statement, void*) {
    const char* sql = sqlite3_sql(static_cast<sqlite3_stmt*>(statement));
    bool ended = event == SQLITE_TRACE_PROFILE;
    if (ended && std::strcmp(sql, "BEGIN IMMEDIATE") == 0) {
        say('B');
        if (--transactions_until_kill == 0) kill_in(kill_after_us);
    }
    if (std::strcmp(sql, "COMMIT") == 0) say(ended ? 'C' : 'c');
    return 0;
}

/// The database's own connection, not those in memory that a migration works out structures on.
void watch(void*, sqlite3* db) {
    if (const char* file = sqlite3_db_filename(db, "main"); file == nullptr || *file == '\0') return;
    sqlite3_trace_v2(db, SQLITE_TRACE_STMT | SQLITE_TRACE_PROFILE, on_statement, nullptr);
}

void wait_for_go() {
    char word;
    if (read(STDIN_FILENO, &word, 1) < 0) _exit(5);
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 5 && count != 7) {
        std::fprintf(stderr,
                     "usage: victim <database> wal|rollback <deadline in ms> replayed|<rows baked> "
                     "[<transaction> <kill after us>]\n");
        return 2;
    }
    if (count == 7) {
        transactions_until_kill = std::atoi(arguments[5]);
        kill_after_us = std::atol(arguments[6]);
    }
    try {
        ChainMaker maker;
        tell_story(maker);
        const bool replayed = std::strcmp(arguments[4], "replayed") == 0;
        const BakedHead head(maker, replayed ? "" : baked_story(std::atoi(arguments[4])));
        const varve::Chain chain = replayed ? maker.chain() : head.chain();
        wait_for_go();
        bool wal = std::string(arguments[2]) == "wal";
        std::int64_t deadline = std::stoll(arguments[3]);
        varve::MigrateOptions options;
        options.busy_deadline_ms = deadline;
        varve::MigrateResult result;
        varve::detail::open_upgraded(
            {.path = arguments[1],
             .journal_mode = wal ? varve::JournalMode::wal : varve::JournalMode::rollback,
             .busy_deadline_ms = deadline,
             .configure = watch},
            chain, options, {}, result);
        say(static_cast<char>('0' + result.revisions.size()));
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
