#include <filesystem>

#include <varve/backup.hpp>

#include "tests/runtime/cancel_at.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/directory_list.hpp"
#include "tests/runtime/restore_place.hpp"
#include "tests/support/catch.hpp"

using namespace varve;

TEST_CASE("a restore or reset that is cancelled at any question changes nothing and leaves nothing") {
    for (const JournalMode mode : {JournalMode::wal, JournalMode::rollback}) {
        const RestorePlace place(mode);
        {
            // Pages of another size, for which WAL mode is left.
            Connection db = Connection::open({.path = place.backup, .journal_mode = JournalMode::rollback});
            db.execute(
                "CREATE TABLE more(a); INSERT INTO more VALUES (zeroblob(3000000)); PRAGMA page_size = 1024; "
                "VACUUM");
        }
        const std::string interrupted =
            "`" + place.file() + "`: interrupted; nothing was changed, and what was copied was removed";
        const auto stays = [&](CancelAt& cancel) {
            CHECK(cancel.message() == interrupted);
            CHECK(names_with(place.dir.path(), "") == "a.db old.backup");
            CHECK(RestorePlace::emails(place.file()) == "ada bob");
            Connection db = Connection::open({.path = place.file(), .journal_mode = JournalMode::keep});
            CHECK(rows_of(db, "PRAGMA journal_mode") == (mode == JournalMode::wal ? "wal" : "delete"));
        };
        CancelAt reset;
        while (reset.next([&] {
            return message_of([&] {
                reset_database(place.options(), place.maker.chain(), {}, reset.among<RestoreOptions>({}));
            });
        }) && reset.questions() < 4)
            stays(reset);
        CancelAt restore;
        while (restore.next([&] {
            return message_of([&] { place.restore(restore.among<RestoreOptions>({.force = true})); });
        }))
            stays(restore);
        CHECK(restore.questions() > 8);
        CHECK(restore.message() == "");
        CHECK(RestorePlace::emails(place.file()) == "ada");
    }
}

TEST_CASE("nothing is left beside a backup in WAL mode that was restored, but a log that was there") {
    const RestorePlace place;
    { Connection::open({.path = place.backup, .journal_mode = JournalMode::wal}); }
    REQUIRE(names_with(place.dir.path(), "old") == "old.backup");
    place.restore();
    CHECK(RestorePlace::emails(place.file()) == "ada");
    CHECK(names_with(place.dir.path(), "old") == "old.backup");
    {
        const Connection writer = Connection::open({.path = place.backup});
        Connection(Connection::open({.path = place.backup}))
            .execute("INSERT INTO users(email) VALUES ('eve')");
        for (const char* tail : {"", "-wal"})
            std::filesystem::copy(place.backup + tail, place.dir.file("left") + tail);
    }
    restore_backup(place.options(), place.dir.file("left"), place.maker.chain());
    CHECK(RestorePlace::emails(place.file()) == "ada eve");
    CHECK(names_with(place.dir.path(), "left") == "left left-shm left-wal");
}
