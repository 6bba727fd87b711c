#include <varve/migrate.hpp>

#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/long_step.hpp"
#include "tests/runtime/three_revisions.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace varve;

namespace {

constexpr const char* all_notes = "SELECT count(*), sum(id), sum(length(body)) FROM notes";

struct Told {
    std::vector<Progress> progress;
    std::string tables;
    int asked = 0;
    int cancel_at = 0;  ///< the how manieth question is answered with yes

    MigrateOptions options() {
        MigrateOptions options;
        options.allow_loss = true;
        options.progress_context = this;
        options.watch = [](void* self, const Progress& progress) {
            Told& told = *static_cast<Told*>(self);
            told.progress.push_back(progress);
            told.tables = progress.table;
        };
        options.cancel = [](void* self) {
            Told& told = *static_cast<Told*>(self);
            return ++told.asked == told.cancel_at;
        };
        return options;
    }
};

/// A database at the first revision, with rows that take the second one a while.
Connection with_rows(const Chain& first) {
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, first);
    db.execute(long_step_rows);
    return db;
}

}  // namespace

TEST_CASE("whoever watches is told how far a rebuild is") {
    ChainMaker maker;
    fill_with_long_step(maker);
    Connection db = with_rows(maker.chain(1));
    Told told;
    upgrade(db, maker.chain(), told.options());
    REQUIRE_FALSE(told.progress.empty());
    CHECK(told.tables == "notes");
    std::int64_t before = 0;
    for (const Progress& each : told.progress) {
        CHECK(each.rows >= before);
        CHECK(each.total == 8000);
        CHECK(each.rows <= each.total);
        CHECK(each.elapsed_ms >= 100);
        before = each.rows;
    }
    CHECK(told.progress.front().rows > 0);
    CHECK(told.progress.front().left_ms > 0);
}

TEST_CASE("a step that is cancelled is rolled back, and can be run again") {
    ChainMaker maker;
    fill_with_long_step(maker);
    Connection db = with_rows(maker.chain(1));
    const std::string before = state_of(db, all_notes);
    Told told;
    told.cancel_at = 2;  // the first is asked before the step
    CHECK(message_of([&] { upgrade(db, maker.chain(), told.options()); }) ==
          "`:memory:`: interrupted; what was under way was rolled back, and the database is as it was "
          "before; run it "
          "again to go on");
    CHECK(state_of(db, all_notes) == before);
    CHECK(inspect(db, maker.chain()).applied == 1);

    told.cancel_at = 0;
    CHECK(upgrade(db, maker.chain(), told.options()).kind == MigrateResult::Kind::applied);
    CHECK(rows_of(db, "SELECT count(*), min(size), max(size) FROM notes") == "8000|100002|116000");

    told.asked = 0;
    told.cancel_at = 2;
    try {
        downgrade(db, maker.chain(), maker[0].digest, told.options());
        FAIL("it went down");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::interrupted);
    }
    CHECK(inspect(db, maker.chain()).applied == 2);
}

TEST_CASE("who cancels while another one holds the lock hears that it was interrupted") {
    ChainMaker maker;
    fill_with_long_step(maker);
    const TempDir dir;
    Connection holder = Connection::open({.path = dir.file("a.db")});
    Connection db = Connection::open({.path = dir.file("a.db")});
    upgrade(db, maker.chain(1));
    holder.execute("BEGIN IMMEDIATE");
    Told told;
    told.cancel_at = 1;
    MigrateOptions options = told.options();
    options.busy_deadline_ms = 20;
    CHECK(message_of([&] { upgrade(db, maker.chain(), options); }) ==
          "`" + dir.file("a.db") +
              "`: interrupted; what was under way was rolled back, and the database is as it was before; run "
              "it "
              "again to go on");
}

TEST_CASE("a cancelled upgrade keeps the steps that were done") {
    ChainMaker maker;
    fill(maker);
    Connection db = Connection::open({.path = ":memory:"});
    Told told;
    told.cancel_at = 3;
    CHECK(message_of([&] { upgrade(db, maker.chain(), told.options()); }) ==
          "`:memory:`: interrupted; what was under way was rolled back, and the database is at 0002 "
          "`add_phone` (" +
              maker.id(1) + "); run it again to go on");
    CHECK(inspect(db, maker.chain()).applied == 2);
}

TEST_CASE("a connection that nobody watches keeps its own handlers") {
    ChainMaker maker;
    fill(maker);
    Connection db = Connection::open({.path = ":memory:"});
    int rows = 0;
    sqlite3_update_hook(
        db.native_handle(),
        [](void* count, int, const char*, const char*, sqlite3_int64) { ++*static_cast<int*>(count); },
        &rows);
    upgrade(db, maker.chain());
    db.execute("INSERT INTO users(email) VALUES ('ada@example.org')");
    CHECK(rows > 0);
}
