#include <sstream>

#include "runtime/command_line/step_lines.hpp"
#include "tests/runtime/command_process.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/long_step.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace varve;

namespace {

std::string shown(const Progress& progress) {
    return detail::describe(progress);
}

}  // namespace

TEST_CASE("an interrupt rolls back the step that runs, and the next run goes on") {
    ChainMaker maker;
    fill_with_long_step(maker);
    const TempDir directory;
    const std::string path = directory.file("notes.db");
    {
        Connection db = Connection::open({.path = path});
        upgrade(db, maker.chain(1));
        db.execute(long_step_rows);
    }
    const Chain chain = maker.chain();
    CommandProcess process(chain, {"upgrade", "--db", path});
    process.interrupt_after("apply ");
    CHECK(process.end() == 130);
    CHECK(process.said() ==
          "apply 0002 `sizes` (" + maker.id(1) + ")\nerror: `" + path +
              "`: interrupted; what was under way was rolled back, and the database is as it was "
              "before; run it again to go on\n");
    Connection db = Connection::open({.path = path});
    CHECK(inspect(db, chain).applied == 1);
    CHECK(rows_of(db, "PRAGMA integrity_check") == "ok");
    CHECK(rows_of(db, "SELECT count(*) FROM notes") == "8000");
    upgrade(db, chain);
    CHECK(inspect(db, chain).applied == 2);
}

TEST_CASE("progress is told in rows and time") {
    CHECK(shown({"0002", "", 0, 0, 12'345, -1}) == "working for 13 s");
    CHECK(shown({"0002", "users", 999, 0, 1'000, -1}) == "users: 999 rows, working for 1 s");
    CHECK(shown({"0002", "users", 1'234'567, 5'000'000, 4'000, 83'000}) ==
          "users: 1,234,567 of 5,000,000 rows (24 %), about 1 min 23 s left");
    CHECK(shown({"0002", "users", 1'000, 5'000'000, 4'000, 7'260'000}) ==
          "users: 1,000 of 5,000,000 rows (0 %), about 2 h 01 min left");
    CHECK(shown({"0002", "users", 5'000, 5'000, 61'000, -1}) ==
          "users: 5,000 rows written, working for 1 min 01 s");
    CHECK(shown({"", "", 1'234, 5'000'000, 4'000, 83'000, true}) ==
          "copying: 1,234 of 5,000,000 pages (0 %), about 1 min 23 s left");
}

TEST_CASE("a terminal has one line of progress, and none is left behind") {
    std::ostringstream out;
    std::ostringstream terminal;
    MigrateOptions options;
    {
        detail::StepLines lines(out, &terminal);
        lines.listen_to(options);
        options.progress(options.progress_context, "apply 0002");
        options.watch(options.progress_context, {"0002", "users", 1, 4, 1'000, 3'000});
        options.watch(options.progress_context, {"0002", "users", 2, 4, 2'000, 2'000});
        options.progress(options.progress_context, "apply 0003");
        options.watch(options.progress_context, {"0003", "", 0, 0, 1'000, -1});
    }
    CHECK(out.str() == "apply 0002\napply 0003\n");
    CHECK(terminal.str() ==
          "\r\x1b[K  users: 1 of 4 rows (25 %), about 3 s left\r\x1b[K  users: 2 of 4 rows (50 %), about 2 s "
          "left"
          "\r\x1b[K\r\x1b[K  working for 1 s\r\x1b[K");
    CHECK_FALSE(options.cancel(options.progress_context));
}
