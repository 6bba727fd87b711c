#include "runtime/src/migrator.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

#include "runtime/src/dependents.hpp"
#include "runtime/src/executor.hpp"
#include "runtime/src/names.hpp"
#include "runtime/src/refusals.hpp"
#include "runtime/src/statement.hpp"
#include "runtime/src/step_failure.hpp"

namespace varve::detail {

std::size_t count_at(const Chain& chain, std::string_view target, std::size_t otherwise) {
    if (chain.abi != generated_abi)
        throw Error(ErrorCode::misuse,
                    fmt::format("this chain was generated for another runtime ({} instead of {}): "
                                "generate it anew",
                                chain.abi, generated_abi));
    if (target.empty()) return otherwise;
    for (std::size_t i = 0; i != chain.count; ++i)
        if (chain.revisions[i].digest == target) return i + 1;
    throw Error(ErrorCode::misuse, fmt::format("this program has no revision `{}`", printable(target)));
}

ReadTransaction::ReadTransaction(sqlite3* db) : db_(db), ours_(sqlite3_get_autocommit(db) != 0) {
    if (ours_) run_statement(db, "BEGIN", "cannot begin to read");
}

ReadTransaction::~ReadTransaction() {
    if (ours_ && sqlite3_get_autocommit(db_) == 0) sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
}

namespace {

sqlite3* writable(Connection& connection) {
    if (connection.read_only())
        throw Error(ErrorCode::read_only,
                    fmt::format("cannot migrate `{}`: it is opened read-only", connection.path()));
    return connection.native_handle();
}

}  // namespace

Migrator::Migrator(Connection& connection, const Chain& chain, const MigrateOptions& options)
    : chain_(chain),
      options_(options),
      path_(connection.path()),
      db_(writable(connection)),
      guard_(db_, options.busy_deadline_ms) {}

void Migrator::refuse(const std::string& reason) const {
    if (!reason.empty()) throw MigrationError(reason, state_.position);
}

void Migrator::look() {
    if (known_ && read_head_digest(db_, chain_.schema) == left_at_) return;
    state_ = assess(db_, path_, chain_);
    known_ = false;
    refuse(state_.position.reason);
    broken_ = broken_dependents(db_);
    if (!state_.ledger.exists) return;
    if (std::string problem = log_problem(db_, state_.ledger); !problem.empty()) {
        state_.position.standing = Standing::unreadable;
        refuse(refuse_unreadable(path_, problem));
    }
    if (state_.ledger.rows.size() == state_.common || state_.relabel) look_for_drift();
}

void Migrator::look_for_drift() {
    DriftReport report = find_drift(db_, chain_, state_.position.applied);
    foreign_ = std::move(report.foreign);
    if (!report.drift.ours.empty())
        refuse(refuse_drift(path_, chain_, state_.position.applied, report.drift));
}

void Migrator::settle(std::size_t applied) {
    state_.position.applied = applied;
    state_.ledger.exists = true;
    known_ = true;
    left_at_ = applied == 0 ? std::string() : std::string(chain_.revisions[applied - 1].digest);
}

void Migrator::tell(std::string_view what, const std::string& revision) const {
    if (options_.progress != nullptr)
        options_.progress(options_.progress_context, fmt::format("{} {}", what, revision));
}

template <class Action>
void Migrator::attempt(std::string_view what, const std::string& revision, Action action) const {
    try {
        action();
    } catch (const StepFailure& failure) {
        throw MigrationError(
            fmt::format("`{}`: {} revision {} failed, and the database is as it was before:\n  {}", path_,
                        what, revision, failure.what()),
            state_.position);
    }
}

void Migrator::apply(std::size_t index) {
    const Revision& revision = chain_.revisions[index];
    if (revision.draft && !chain_.drafts_allowed) refuse(refuse_unfrozen(path_, revision));
    tell("apply", describe(revision));
    std::int64_t cookie = read_schema_cookie(db_);
    if (!state_.ledger.exists) create_ledger(db_);
    attempt("to apply", describe(revision), [&] {
        run_script(db_, revision.up.str(), Trust::chain, broken_);
        check_structure(db_, chain_, index + 1, foreign_);
    });
    record(db_, ledger_row(chain_, revision), LogAction::up, chain_.build);
    touch_schema_cookie(db_, cookie);
    settle(index + 1);
}

void Migrator::take_down(std::size_t index) {
    const Revision& revision = chain_.revisions[index];
    tell("take down", describe(revision));
    std::int64_t cookie = read_schema_cookie(db_);
    attempt("to take down", describe(revision), [&] {
        run_script(db_, revision.down.str(), Trust::chain, broken_);
        check_structure(db_, chain_, index, foreign_);
    });
    unrecord(db_, state_.ledger.rows.at(index), LogAction::down, chain_.build);
    touch_schema_cookie(db_, cookie);
    settle(index);
}

void Migrator::take_back_draft() {
    const LedgerRow& draft = state_.ledger.rows.back();
    tell("take back",
         draft.loses.empty() ? describe(draft) : describe(draft) + ", losing " + printable(draft.loses));
    std::int64_t cookie = read_schema_cookie(db_);
    attempt("to take back", describe(draft), [&] {
        run_script(db_, draft.inverse, Trust::stored, broken_);
        check_structure(db_, chain_, state_.common, {});
    });
    unrecord(db_, draft, LogAction::down, chain_.build);
    touch_schema_cookie(db_, cookie);
    known_ = false;
}

void Migrator::relabel_draft() {
    const Revision& revision = chain_.revisions[state_.common];
    tell("relabel", describe(state_.ledger.rows.back()) + " as " + describe(revision));
    unrecord(db_, state_.ledger.rows.back(), LogAction::unstamp, chain_.build);
    record(db_, ledger_row(chain_, revision), LogAction::stamp, chain_.build);
    known_ = false;
}

void Migrator::adopt() {
    tell("adopt at", describe(chain_.revisions[state_.adoptable - 1]));
    create_ledger(db_);
    for (std::size_t i = 0; i != state_.adoptable; ++i)
        record(db_, ledger_row(chain_, chain_.revisions[i]), LogAction::stamp, chain_.build);
    known_ = false;
}

}  // namespace varve::detail
