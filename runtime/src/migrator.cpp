#include "runtime/src/migrator.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <utility>

#include "runtime/src/dependents.hpp"
#include "runtime/src/file_access.hpp"
#include "runtime/src/foreign.hpp"
#include "runtime/src/foreign_references.hpp"
#include "runtime/src/names.hpp"
#include "runtime/src/refusals.hpp"
#include "runtime/src/sqlite_error.hpp"
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
    sqlite3* db = connection.native_handle();
    const char* file = sqlite3_db_filename(db, "main");
    const std::filesystem::path directory = directory_of(connection.path());
    if (file == nullptr || *file == '\0' || can_write(directory)) return db;
    if (query_text(db, "PRAGMA main.journal_mode", "cannot read the journal mode") != "wal")
        throw Error(ErrorCode::read_only,
                    fmt::format("cannot migrate `{}`: the directory `{}` cannot be written, and SQLite keeps "
                                "its journal there",
                                connection.path(), directory.string()));
    return db;
}

}  // namespace

Migrator::Migrator(Connection& connection, const Chain& chain, const MigrateOptions& options)
    : chain_(chain),
      options_(options),
      connection_(connection),
      path_(connection.path()),
      db_(writable(connection)),
      guard_(db_, options.busy_deadline_ms),
      watch_(db_, options),
      preflight_(db_) {}

void Migrator::refuse(const std::string& reason) const {
    if (!reason.empty()) throw MigrationError(reason, state_.position);
}

namespace {

/// Changes when another connection writes, and never by what this one does.
std::int64_t read_data_version(sqlite3* db) {
    return query_integer(db, "PRAGMA main.data_version", "cannot look for other writers");
}

}  // namespace

void Migrator::look() {
    const std::int64_t before = std::exchange(data_version_, read_data_version(db_));
    if (known_ && data_version_ == before) return;
    image_ = {};
    end_.reset();
    if (known_ && read_head_digest(db_, chain_.schema) == left_at_ && ledger_shape_problem(db_).empty())
        return;
    state_ = believe(connection_, chain_);
    known_ = false;
    const bool newer = accepts_newer_ && state_.position.standing == Standing::ahead;
    if (!state_.take_back && !newer) refuse(state_.position.reason);
    before_.broken = broken_dependents(db_);
    if (!state_.ledger.exists) {
        const Structure found = read_structure(db_);
        foreign_ = unmanaged_in(chain_, found, {});
        return;
    }
    if (state_.ledger.rows.size() == state_.common || state_.relabel) look_for_drift();
}

void Migrator::look_for_drift() {
    DriftReport report = find_drift(connection_, chain_, state_.position.applied);
    foreign_ = std::move(report.foreign);
    if (!report.drift.ours.empty())
        refuse(refuse_drift(path_, chain_, state_.position.applied, report.drift,
                            later_of_this_structure(connection_, chain_, state_.position.applied)));
}

void Migrator::settle(std::size_t applied) {
    const Revision* head = applied == 0 ? nullptr : chain_.revisions + applied - 1;
    state_.position.applied = applied;
    state_.position.standing = applied == chain_.count ? Standing::at_head : Standing::behind;
    state_.position.head = head == nullptr ? "" : head->digest;
    state_.position.head_name = head == nullptr ? "" : head->name;
    state_.ledger.exists = true;
    moved_ = true;
    known_ = !std::exchange(adopted_, false);
    left_at_ = state_.position.head;
    suspects_.clear();
}

void Migrator::refuse_if_cancelled() const {
    if (!watch_.cancelled()) return;
    throw Error(
        ErrorCode::interrupted,
        fmt::format("`{}`: interrupted; what was under way was rolled back, {}; run it again to go on", path_,
                    after_failure()));
}

void Migrator::run(const std::function<bool()>& advance) {
    try {
        while (advance()) {
        }
    } catch (const Error& error) {
        // Nobody was asked while it waited for a lock.
        if (error.code() == ErrorCode::busy) watch_.ask();
        refuse_if_cancelled();
        throw;
    } catch (...) {
        refuse_if_cancelled();
        throw;
    }
}

void Migrator::tell(std::string_view what, const std::string& revision) {
    watch_.begin(revision);
    refuse_if_cancelled();
    const std::string line = fmt::format("{} {}", what, revision);
    if (options_.progress != nullptr && told_.insert(line).second)
        options_.progress(options_.progress_context, line);
}

/// Each step is a transaction of its own: what went before it stands.
std::string Migrator::after_failure() const {
    if (!moved_) return "and the database is as it was before";
    std::size_t applied = state_.position.applied;
    std::string place = applied == 0 ? "base" : describe(chain_.revisions[applied - 1]);
    if (taken_back_.empty()) return fmt::format("and the database is at {}", place);
    return fmt::format("and the database is at {}: {} taken back before", place,
                       taken_back_.size() == 1 ? fmt::format("{} was", taken_back_.front())
                                               : fmt::format("{} were", fmt::join(taken_back_, ", ")));
}

std::string Migrator::step_failed(std::string_view what, const std::string& revision, const char* why) const {
    return fmt::format("`{}`: to {} revision {} failed, {}:\n  {}", path_, what, revision, after_failure(),
                       why);
}

void Migrator::refuse_step(std::string_view what, const std::string& revision, const char* why) const {
    throw MigrationError(step_failed(what, revision, why) + mending_hint(why, before_.broken),
                         state_.position);
}

bool Migrator::attempt(std::string_view what, const std::string& revision,
                       const std::function<void()>& action) {
    before_.orphans = find_orphans(db_, suspects_);
    const References dangling = foreign_.empty() ? References() : dangling_references(db_);
    try {
        action();
        check_references(db_, foreign_, dangling);
    } catch (const OrphanFailure& failure) {
        image_ = {};  // it saw what is rolled back
        const std::size_t before = suspects_.size();
        suspects_.insert(failure.tables.begin(), failure.tables.end());
        if (suspects_.size() == before) refuse_step(what, revision, failure.what());
        return false;
    } catch (const StepFailure& failure) {
        refuse_step(what, revision, failure.what());
    } catch (const MigrationError&) {
        throw;
    } catch (const Error& error) {
        if (is_fault_of_sql(error.sqlite_code())) refuse_step(what, revision, error.what());
        throw Error(error.code(), step_failed(what, revision, error.what()), error.sqlite_code());
    }
    return true;
}

StructureImage* Migrator::image_at(std::size_t count) {
    return goal_ && *goal_ != count ? &image_ : nullptr;
}

/// An image says whether a step changed anything, and then the cookie need not.
std::optional<std::int64_t> Migrator::cookie_before(std::size_t count) {
    if (image_at(count) != nullptr) return std::nullopt;
    return read_schema_cookie(db_);
}

/// Runs a step to a place and holds it to the structure there. True where its image saw a change.
bool Migrator::run_to(std::size_t count, const PendingStep& step) {
    StructureImage* image = image_at(count);
    const bool moved = run_script(db_, step.script, Trust::chain, before_, image, &watch_);
    adopted_ = check_structure(connection_, chain_, count, foreign_, image);
    return image != nullptr && moved;
}

bool Migrator::apply(std::size_t index) {
    const Revision& revision = chain_.revisions[index];
    if (revision.draft && !chain_.drafts_allowed) refuse(refuse_unfrozen(path_, revision));
    const PendingStep step{describe(revision), revision.up.str(), Trust::chain};
    before_step("apply", step);
    tell("apply", step.revision);
    const std::optional<std::int64_t> cookie = cookie_before(index + 1);
    if (!state_.ledger.exists) create_ledger(db_);
    bool moved = false;
    if (!attempt("apply", step.revision, [&] { moved = run_to(index + 1, step); })) return false;
    if (!end_) end_ = read_ledger_end(db_);
    record(db_, ledger_row(chain_, revision), LogAction::up, chain_.build, *end_);
    // What moved in the image moved the cookie.
    if (!moved) touch_schema_cookie(db_, cookie);
    settle(index + 1);
    return true;
}

bool Migrator::take_down(std::size_t index) {
    const Revision& revision = chain_.revisions[index];
    const PendingStep step{describe(revision), revision.down.str(), Trust::chain};
    before_step("take down", step);
    tell("take down", step.revision);
    const std::optional<std::int64_t> cookie = cookie_before(index);
    bool moved = false;
    if (!attempt("take down", step.revision, [&] { moved = run_to(index, step); })) return false;
    unrecord(db_, state_.ledger.rows.at(index), LogAction::down, chain_.build);
    end_.reset();
    // What moved in the image moved the cookie.
    if (!moved) touch_schema_cookie(db_, cookie);
    settle(index);
    return true;
}

bool Migrator::take_down_by(const Chain& line, std::size_t below) {
    const Revision& revision = line.revisions[below];
    tell("take down", describe(revision) + " to " + describe(line.revisions[below - 1]));
    const PendingStep step{describe(revision), revision.down.str(), Trust::chain};
    before_step("take down", step);
    const std::int64_t cookie = read_schema_cookie(db_);
    const bool ran = attempt("take down", step.revision, [&] {
        run_script(db_, step.script, Trust::chain, before_);
        check_structure(connection_, line, below, foreign_);
    });
    if (!ran) return false;
    const std::vector<LedgerRow>& rows = state_.ledger.rows;
    std::size_t left = rows.size() - 1;
    unrecord(db_, rows[left], LogAction::down, chain_.build);
    while (left != 0 && (left > below || rows[left - 1].digest != line.revisions[left - 1].digest))
        unrecord(db_, rows[--left], LogAction::unstamp, chain_.build);
    for (; left != below; ++left)
        record(db_, ledger_row(line, line.revisions[left]), LogAction::stamp, chain_.build);
    touch_schema_cookie(db_, cookie);
    known_ = false;
    moved_ = true;
    return true;
}

void Migrator::adopt() {
    tell("adopt at", describe(chain_.revisions[state_.adoptable - 1]));
    create_ledger(db_);
    for (std::size_t i = 0; i != state_.adoptable; ++i)
        record(db_, ledger_row(chain_, chain_.revisions[i]), LogAction::stamp, chain_.build);
    known_ = false;
    moved_ = true;
}

}  // namespace varve::detail
