#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <varve/connection.hpp>
#include <varve/migrate.hpp>

#include "runtime/src/drift.hpp"
#include "runtime/src/executor.hpp"
#include "runtime/src/pragma_guard.hpp"
#include "runtime/src/preflight.hpp"
#include "runtime/src/standing.hpp"
#include "runtime/src/watch.hpp"

namespace varve::detail {

/// How many revisions a target stands for: a digest of the chain, or "" for `otherwise`. Throws
/// Error(misuse).
std::size_t count_at(const Chain& chain, std::string_view target, std::size_t otherwise);

/// The steps from one revision count to another: ups, or downs from the newest on.
std::vector<PendingStep> steps_between(const Chain& chain, std::size_t from, std::size_t to);

/// Throws MigrationError when the way from base to `goal` runs over a draft, and the chain runs none.
void refuse_drafts_of_new(const std::string& path, const Chain& chain, std::size_t goal);

/// Several reads of one state: a read transaction of its own, unless the caller's is open already.
class ReadTransaction {
public:
    explicit ReadTransaction(sqlite3* db);
    ~ReadTransaction();
    ReadTransaction(const ReadTransaction&) = delete;
    ReadTransaction& operator=(const ReadTransaction&) = delete;

private:
    sqlite3* db_;
    bool ours_;
};

/// What every writing call shares: the settings while it runs, the assessment under the lock, and the single
/// steps, each inside the caller's WriteLock. Ends with the settings as they were.
class Migrator {
public:
    /// Throws Error(read_only) for a connection that only reads.
    Migrator(Connection& connection, const Chain& chain, const MigrateOptions& options);

    /// Steps on the way to a goal are held to what they touched; the one that reaches it, and without a goal
    /// every one, to the whole structure.
    void aim_at(std::size_t goal) { goal_ = goal; }

    /// look() takes a database that is ahead, for whoever takes it back.
    void accept_newer() { accepts_newer_ = true; }

    /// Reads the ledger and the log under the lock, and looks for drift. Throws MigrationError when either is
    /// wrong. A database that is still where the last step left it is not looked at again.
    void look();

    /// False: orphans were found that may have been there before; roll back and call it again in a new
    /// transaction.
    bool apply(std::size_t index);

    /// The whole chain at once, of what the build baked. False: this connection does not take that; roll back
    /// and apply the revisions one by one.
    bool make_head();
    bool has_baked_head() const;  ///< and the database is new

    bool take_down(std::size_t index);

    /// Takes the newest revision down by the way of another line, where it stands behind `below` revisions,
    /// and makes the ledger that line's.
    bool take_down_by(const Chain& line, std::size_t below);
    /// All behind what the chain knows, newest first; frozen ones too (accept_newer).
    bool take_back_drafts();

    /// Once, under the lock, before the first step: throws MigrationError when rows stand against any step
    /// from `from` to `goal`.
    void look_ahead(std::size_t from, std::size_t goal);
    void relabel_drafts();
    void adopt();

    /// Once, under the lock, when nothing refuses any more and before anything is written: the backup that
    /// the options ask for, of a database on which `steps` are to run.
    void secure(const std::function<std::vector<PendingStep>()>& steps);
    /// The same for the steps to `goal`.
    void secure_way_to(std::size_t goal);

    /// Runs the whole migration: what it throws names the backup; where it comes to its end, older backups
    /// that the options do not keep go.
    MigrateResult with_backup(const std::function<MigrateResult()>& migration);

    const Assessment& state() const { return state_; }

    /// Until it returns false. Whatever it throws is an Error(interrupted) where `cancel` is to blame for it.
    void run(const std::function<bool()>& advance);
    void refuse(const std::string& reason) const;
    sqlite3* db() const { return db_; }

private:
    void refuse_if_cancelled() const;
    void look_for_drift();
    void settle(std::size_t applied);
    StructureImage* image_at(std::size_t count);
    std::optional<std::int64_t> cookie_before(std::size_t count);
    bool run_to(std::size_t count, const PendingStep& step);
    bool take_back(std::size_t row);
    void check_below(std::size_t row) const;
    std::vector<PendingStep> steps_to(std::size_t goal) const;
    void tell(std::string_view what, const std::string& revision);
    std::string after_failure() const;
    std::string step_failed(std::string_view what, const std::string& revision, const char* why) const;
    [[noreturn]] void refuse_step(std::string_view what, const std::string& revision, const char* why) const;
    void refuse_offences(std::string_view what, const std::vector<Offence>& offences) const;
    void before_step(std::string_view what, const PendingStep& step);
    bool attempt(std::string_view what, const std::string& revision, const std::function<void()>& action);

    const Chain& chain_;
    const MigrateOptions& options_;
    const Connection& connection_;
    const std::string& path_;
    sqlite3* db_;
    PragmaGuard guard_;
    Watch watch_;
    Grievances before_;               ///< what was wrong when we came
    std::set<std::string> suspects_;  ///< tables in which orphans were found: counted before the next attempt
    ForeignObjects foreign_;
    StructureImage image_;
    std::optional<std::size_t> goal_;
    Preflight preflight_;
    bool looked_ahead_ = false;
    bool secured_ = false;
    std::string backup_;  ///< the file; "" for none
    bool accepts_newer_ = false;
    bool adopted_ = false;  ///< the last step made objects of other hands ours: foreign_ must be read again
    Assessment state_;
    std::set<std::string> told_;           ///< lines of progress: a second attempt is not news
    std::vector<std::string> taken_back_;  ///< drafts and newer revisions, as messages name them
    bool moved_ = false;                   ///< an earlier transaction of ours changed the database
    bool known_ = false;
    std::string left_at_;            ///< the head that our last step left; "" for base
    std::optional<LedgerEnd> end_;   ///< of the ledger, while nobody but our steps has written there
    std::int64_t data_version_ = 0;  ///< when it was last looked at: changes when another connection writes
};

}  // namespace varve::detail
