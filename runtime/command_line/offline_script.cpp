#include "runtime/command_line/offline_script.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <varve/error.hpp>
#include <varve/migrate.hpp>

#include "runtime/command_line/command_error.hpp"
#include "runtime/command_line/offline_digest.hpp"
#include "runtime/command_line/offline_guard.hpp"
#include "runtime/command_line/offline_ledger.hpp"
#include "runtime/command_line/offline_steps.hpp"
#include "runtime/src/names.hpp"
#include "runtime/src/statement.hpp"
#include "runtime/src/step_failure.hpp"

namespace varve::detail {
namespace {

// The semicolon ends what an editor's byte order mark begins: the shell would take the next line for more of
// it.
constexpr std::string_view settings =
    "-- Run it with the sqlite3 shell, 3.37 or newer: sqlite3 app.db < script.sql\n"
    ";\n"
    ".bail on\n"
    ".timeout 5000\n"
    "PRAGMA foreign_keys = OFF;\n"
    "PRAGMA recursive_triggers = OFF;\n"
    "PRAGMA synchronous = EXTRA;\n"
    "CREATE TEMP TABLE varve_row(digest TEXT NOT NULL);\n"
    "CREATE TEMP TABLE varve_orphans(n INTEGER NOT NULL);\n";

constexpr std::string_view orphans = "(SELECT count(*) FROM pragma_foreign_key_check)";

/// A schema with a reference that nothing answers cannot be asked for its orphans.
bool can_check_keys(sqlite3* scratch) {
    return sqlite3_exec(scratch, "PRAGMA foreign_key_check", nullptr, nullptr, nullptr) == SQLITE_OK;
}

class OfflineScript {
public:
    OfflineScript(const Chain& chain, Place from, const ConnectionOptions& scratch)
        : chain_(chain), scratch_(Connection::open(scratch)), steps_(scratch_.native_handle()) {
        if (from != 0) upgrade(scratch_, chain, {}, digest_at(chain, from));
        scratch_.execute("PRAGMA foreign_keys = OFF");
    }

    void head(Place from, Place to) {
        text_ = fmt::format("-- {}: {}, {} -> {}\n{}{}", chain_.build, chain_.schema, name_at(chain_, from),
                            name_at(chain_, to), settings, offline_digest_sql());
    }

    void up(Place place) {
        const Revision& revision = chain_.revisions[place - 1];
        begin("up", revision, place - 1);
        body(revision.up.str());
        end(offline_record(chain_, revision), place);
    }

    void down(Place place) {
        const Revision& revision = chain_.revisions[place - 1];
        begin("down", revision, place);
        if (revision.way_count != 0) text_ += offline_came_by(chain_, revision);
        body(revision.down.str());
        end(offline_unrecord(chain_, revision), place - 1);
    }

    std::string text() && { return std::move(text_); }

private:
    void begin(std::string_view what, const Revision& revision, Place before) {
        text_ += fmt::format("\n-- {} {}\nBEGIN IMMEDIATE;\n", what, describe(revision));
        if (before == 0) text_ += offline_make_ledger();
        text_ += offline_at(chain_, before == 0 ? nullptr : chain_.revisions + before - 1);
        text_ += offline_structure_guard(scratch_.native_handle());
    }

    void body(const std::string& script) {
        sqlite3* db = scratch_.native_handle();
        const bool checked = can_check_keys(db);
        const std::string statements = steps_.write(script);
        const bool checks = checked && can_check_keys(db);
        if (checks)
            text_ += fmt::format(
                "DELETE FROM temp.varve_orphans;\nINSERT INTO temp.varve_orphans SELECT {};\n", orphans);
        text_ += statements;
        if (checks)
            text_ += guard(fmt::format("{} <= (SELECT n FROM temp.varve_orphans)", orphans),
                           "rows name rows that are not there: `PRAGMA foreign_key_check` lists them");
    }

    void end(const std::string& ledger, Place place) {
        text_ += ledger;
        text_ += fmt::format("COMMIT;\nSELECT {};\n",
                             sql_text(fmt::format("the database is at {}", name_at(chain_, place))));
    }

    const Chain& chain_;
    Connection scratch_;
    OfflineSteps steps_;
    std::string text_;
};

void refuse_down(const Revision& revision, bool allow_loss) {
    if (revision.grade == Grade::none || revision.down.count == 0)
        throw CommandError(
            exit_refused,
            fmt::format("there is no way back over {}: its down is graded `none`", describe(revision)));
    if (revision.grade == Grade::loses && !allow_loss)
        throw CommandError(exit_refused, fmt::format("taking {} down loses {}: --allow-loss if that is meant",
                                                     describe(revision), revision.loses));
}

}  // namespace

std::string offline_script(const Chain& chain, Place from, Place to, bool allow_loss,
                           const ConnectionOptions& scratch) {
    for (Place place = from; place > to; --place)
        refuse_down(chain.revisions[place - 1], allow_loss);
    try {
        OfflineScript script(chain, from, scratch);
        script.head(from, to);
        for (Place place = from; place < to; ++place)
            script.up(place + 1);
        for (Place place = from; place > to; --place)
            script.down(place);
        return std::move(script).text();
    } catch (const StepFailure& failure) {
        throw CommandError(exit_failed,
                           fmt::format("this cannot be written as a script: {}", failure.what()));
    }
}

}  // namespace varve::detail
