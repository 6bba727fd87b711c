#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <varve/chain.hpp>
#include <varve/error.hpp>
#include <varve/preflight.hpp>

namespace varve {

class Connection;

/// Where a database stands with regard to a chain (design, section 5).
enum class Standing {
    fresh,        ///< no file, or an empty one
    behind,       ///< at a revision of the chain, not its head
    at_head,
    unversioned,  ///< not empty, no ledger
    ahead,        ///< its head is unknown to this chain, an ancestor is known
    draft,        ///< at drafts that this chain does not hold (any more), or at revisions that were rebased since
    foreign,      ///< of another lineage, another schema, or a recorded digest differs
    unreadable,   ///< a ledger of an unknown format, or one that was tampered with
};

/// What a look at the ledger finds. Reads only; takes no lock that outlives the call.
struct Position {
    Standing standing = Standing::fresh;
    std::size_t applied = 0;          ///< how many revisions of the chain the database has lived through
    std::string head;                 ///< digest of the database's newest revision; "" for none
    std::string head_name;
    std::vector<std::string> unknown; ///< ids of the ledger's revisions that this chain does not hold, oldest first
    bool readable = false;            ///< ahead, and each of `unknown` says that programs of before may go on reading
    std::string reason;               ///< the whole message for people: a refusal, or drafts to take back; else ""
};

enum class Policy { migrate, refuse };  ///< what to do with a database that is behind

/// Whether a database is copied beside itself (make_backup() in `<varve/backup.hpp>`) before a migration writes.
enum class Backup {
    never,
    before_destructive,  ///< when a step is to run that declares a loss, rebuilds, edits or drops a table, or holds
                         ///< UPDATE, DELETE or REPLACE; not when all only add
    always,              ///< whenever there is anything to write
};

/// How far a step is whose statements take long, or a copy of the database.
struct Progress {
    std::string_view revision;     ///< as `progress` names it; empty while a copy is made
    std::string_view table = {};   ///< whose rows are being written; empty while none are, and for WITHOUT ROWID tables
    std::int64_t rows = 0;         ///< of it, written so far
    std::int64_t total = 0;        ///< of so many, where a table is rebuilt or edited; else 0
    std::int64_t elapsed_ms = 0;   ///< since the step began
    std::int64_t left_ms = -1;     ///< estimated, until these rows are written; -1 where nothing tells
    bool pages = false;            ///< of a copy: `rows` and `total` count its pages
};

/// What to do with a database that a newer program left ahead of this one: refuse it, take it back to the newest
/// revision that both know with the inverses that the database carries, or that even where they lose something.
/// They are SQL out of a file: it runs on a connection of its own, on which nothing of the application is
/// registered, may do nothing but change this database, and is kept only if the structure it leaves is this
/// program's own (docs/ledger.md).
enum class TakeBack { refuse, allow, allow_loss };

struct MigrateOptions {
    Policy behind = Policy::migrate;
    bool allow_loss = false;                 ///< down only: run a down whose grade is `loses`
    std::int64_t busy_deadline_ms = 5000;
    void (*progress)(void* context, std::string_view line) = nullptr;  ///< one line a step, for people
    void* progress_context = nullptr;  ///< of these three
    /// Called some ten times a second while statements run, on the migrating thread and from inside SQLite: it must
    /// neither throw nor use the connection. With it or `cancel`, the connection's progress handler and update hook are
    /// taken, and none are set afterwards.
    void (*watch)(void* context, const Progress& progress) = nullptr;
    /// Asked at the same pace, before every step, and all the time while `backup` is made: true rolls back what is under
    /// way and throws Error(interrupted). The steps before it stand.
    bool (*cancel)(void* context) = nullptr;
    Backup backup = Backup::never;  ///< under the write lock, before the first write; none of a new database, nor in memory
    std::size_t keep_backups = 0;   ///< after success, the newest of its backups that stay, this one among them; 0: all
    TakeBack take_back = TakeBack::refuse;   ///< a database that is ahead; never one that is in memory
};

/// The expected outcomes, as a value.
struct MigrateResult {
    enum class Kind {
        up_to_date,  ///< nothing was written
        applied,
        adopted,     ///< and what was missing was applied
        taken_down,  ///< by a downgrade, or by an upgrade: drafts that the chain no longer holds, newer revisions
        relabelled,  ///< drafts stand in the chain under other digests: the record was brought up to date
    };
    Kind kind = Kind::up_to_date;
    std::vector<std::string> revisions;   ///< names, in the order in which they ran
    std::vector<std::string> taken_back;  ///< names of drafts, rebased and newer revisions, in the order in which they were taken back
    std::string backup{};                 ///< the file of the backup that was made, which stays; "" for none
};

/// A refusal. Nothing of the step that it names was written; where steps before it were, it says so. `position()` says where the database stands.
/// Its code is `refused`, or `superseded` where a program that had the database open begins to write after
/// another one has taken it to another revision.
class MigrationError : public Error {
public:
    MigrationError(const std::string& message, Position position, ErrorCode code = ErrorCode::refused)
        : Error(code, message), position_(std::move(position)) {}
    const Position& position() const noexcept { return position_; }

private:
    Position position_;
};

Position inspect(Connection& connection, const Chain& chain);

/// Brings the database to `target` (a digest of the chain; empty for its head): makes a new one, applies the tail,
/// adopts an unversioned one whose structure equals exactly one revision, or throws MigrationError and leaves
/// everything as it was. One transaction a revision (one for all where a new one goes to a head that is baked), change
/// and ledger together; any number of processes may call it at once. Never lowers a database: a target below the
/// current revision does nothing. The connection's settings come back as they were, but for an authorizer, which SQLite
/// cannot give back.
MigrateResult upgrade(Connection& connection, const Chain& chain, const MigrateOptions& options = {},
                      std::string_view target = {});

/// Runs downs until the database is at `target` (a digest, or "" for base). Throws MigrationError when a down is
/// graded `none`, or `loses` without `allow_loss`, before anything is written.
MigrateResult downgrade(Connection& connection, const Chain& chain, std::string_view target,
                        const MigrateOptions& options = {});

/// What stamp() leaves out. Either is written into the log as forced, for ever.
struct StampOptions {
    bool force = false;  ///< the structure may be another than the revision's
    bool purge = false;  ///< forget first what the database has recorded: another chain's ledger, revisions
                         ///< that this chain does not hold, a ledger that cannot be believed
};

/// Records the revision as the database's place without running anything. Throws MigrationError unless the
/// structure is that revision's (see `force`), when the ledger is not this chain's to rewrite (see `purge`),
/// and always for a database with nothing in it.
void stamp(Connection& connection, const Chain& chain, std::string_view target,
           const StampOptions& options = {});

/// A difference between the database's structure and the one its revision has, in SQL's terms; empty when equal.
struct Drift {
    std::vector<std::string> ours;     ///< objects of ours that are missing or altered, one line each
    std::vector<std::string> foreign;  ///< objects that are not ours: kept, never touched
    std::vector<std::string> unmanaged{};  ///< of those, what the schema calls unmanaged: "unmanaged table x"
};

Drift check(Connection& connection, const Chain& chain);

}  // namespace varve
