#include "runtime/src/take_back.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "runtime/src/directive.hpp"
#include "runtime/src/line.hpp"
#include "runtime/src/migrator.hpp"
#include "runtime/src/names.hpp"
#include "runtime/src/refusals.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "runtime/src/statement.hpp"
#include "runtime/src/step_failure.hpp"
#include "runtime/src/stored_sql.hpp"
#include "runtime/src/write_lock.hpp"

namespace varve::detail {

namespace {

std::string directive_name(const Loss& loss) {
    return loss.column.empty() ? loss.table : loss.table + '.' + loss.column;
}

/// What the inverse gives up and its record does not name: whoever allowed the loss was not asked about it.
std::string hidden_loss(const LedgerRow& row) {
    std::vector<Loss> named;
    if (row.grade == Grade::loses) named = read_directive("lose " + row.loses).losses;
    for (const Step& step : split_steps(row.inverse)) {
        if (!step.directive) continue;
        for (const Loss& loss : read_directive(step.text).losses) {
            const bool is_named = std::any_of(named.begin(), named.end(), [&](const Loss& each) {
                return each.table == loss.table && (each.column.empty() || each.column == loss.column);
            });
            if (!is_named) return directive_name(loss);
        }
    }
    return {};
}

/// Objects that no structure shows, since their names are varve's.
std::string hidden_object(sqlite3* db) {
    return query_text(db,
                      "SELECT name FROM main.sqlite_schema WHERE name LIKE 'varve\\_%' ESCAPE '\\' "
                      "AND lower(tbl_name) NOT IN ('varve_revisions', 'varve_log') LIMIT 1",
                      "cannot look at what a way back leaves");
}

class TakeBackNewer {
public:
    TakeBackNewer(Connection& plain, const Chain& chain, const MigrateOptions& options)
        : path_(plain.path()), options_(options), migrator_(plain, chain, options), budget_(migrator_.db()) {
        migrator_.accept_newer();
    }

    MigrateResult run() {
        return migrator_.with_backup([&] {
            MigrateResult result;
            while (!try_once(result)) {
            }
            return result;
        });
    }

private:
    /// False where orphans were found that may have been there before: they are counted, then it is tried
    /// again.
    bool try_once(MigrateResult& result) {
        WriteLock lock(migrator_.db(), options_.busy_deadline_ms);
        migrator_.look();
        const Assessment& state = migrator_.state();
        if (state.position.standing != Standing::ahead) return true;
        check(state);
        migrator_.secure_way_to(state.common);
        if (!go_back()) return false;
        if (const std::string name = hidden_object(migrator_.db()); !name.empty())
            refuse(fmt::format("what it leaves holds `{}`, a name of varve's own", printable(name)));
        lock.commit();
        for (std::size_t row = state.ledger.rows.size(); row != state.common; --row)
            result.taken_back.push_back(state.ledger.rows[row - 1].name);
        result.kind = MigrateResult::Kind::taken_down;
        return true;
    }

    bool go_back() {
        try {
            return migrator_.take_back_drafts();
        } catch (const MigrationError&) {
            throw;
        } catch (const Error& error) {
            const std::string spent = budget_.what_was_spent(error.sqlite_code());
            if (spent.empty()) throw;
            refuse(spent);
        }
    }

    void check(const Assessment& state) const {
        if (!can_take_back(state.ledger, state.common, options_.take_back))
            migrator_.refuse(state.position.reason);
        for (std::size_t i = state.common; i != state.ledger.rows.size(); ++i) {
            const LedgerRow& row = state.ledger.rows[i];
            try {
                if (const std::string lost = hidden_loss(row); !lost.empty())
                    refuse(fmt::format("the one of {} gives up `{}`, which its record does not say",
                                       describe(row), printable(lost)));
            } catch (const StepFailure& failure) {
                refuse(fmt::format("the one of {}: {}", describe(row), failure.what()));
            }
        }
    }

    [[noreturn]] void refuse(const std::string& why) const {
        throw MigrationError(refuse_stored_inverse(path_, why), migrator_.state().position);
    }

    const std::string& path_;
    const MigrateOptions& options_;
    Migrator migrator_;
    StoredSqlBudget budget_;
};

}  // namespace

MigrateResult take_newer_back(Connection& connection, const Chain& chain, const MigrateOptions& options) {
    if (options.take_back == TakeBack::refuse || connection.read_only()) return {};
    std::optional<Line> line;
    {
        ReadTransaction one_state(connection.native_handle());
        line.emplace(connection, chain);
        if (assess(connection, line->chain()).position.standing != Standing::ahead) return {};
    }
    Connection plain = connection.plain_twin();
    // The budget counts steps where they would be told.
    MigrateOptions uncounted = options;
    uncounted.watch = nullptr;
    uncounted.cancel = nullptr;
    return TakeBackNewer(plain, line->chain(), uncounted).run();
}

MigrateResult after(const MigrateResult& newer, MigrateResult result) {
    if (newer.taken_back.empty()) return result;
    if (result.kind == MigrateResult::Kind::up_to_date) result.kind = newer.kind;
    if (result.backup.empty()) result.backup = newer.backup;
    result.taken_back.insert(result.taken_back.begin(), newer.taken_back.begin(), newer.taken_back.end());
    return result;
}

}  // namespace varve::detail
