#include "runtime/src/write_over.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <filesystem>

#include "runtime/src/backup_check.hpp"
#include "runtime/src/connection_setup.hpp"
#include "runtime/src/open_failure.hpp"
#include "runtime/src/page_copy.hpp"
#include "runtime/src/sqlite_error.hpp"
#include "runtime/src/statement.hpp"
#include "runtime/src/verified_copy.hpp"
#include "runtime/src/write_lock.hpp"

namespace varve::detail {

namespace {

bool exists(const std::string& path) {
    std::error_code ignored;
    return std::filesystem::exists(std::filesystem::symlink_status(path, ignored));
}

/// Changes when another connection wrote; can be asked of a connection that is being copied into.
unsigned data_version(sqlite3* db, const std::string& path) {
    unsigned version = 0;
    const int code = sqlite3_file_control(db, "main", SQLITE_FCNTL_DATA_VERSION, &version);
    if (code != SQLITE_OK) throw_sqlite(db, code, fmt::format("cannot look for other writers of `{}`", path));
    return version;
}

std::int64_t page_size(const Connection& connection) {
    return query_integer(connection.native_handle(), "PRAGMA main.page_size", "cannot read the page size");
}

RestoreReport make_new(const Connection& source, const std::string& path, Onlooker& onlooker) {
    refuse_left_over(path);
    require_room(source.path(), path, bytes_of_database(source.native_handle()));
    NewFile file(path, FileMode::as_sqlite);
    const RowCounts counts = copy_verified(source, source.path(), file, onlooker);
    file.publish();
    return {"", total(counts)};
}

Connection open_target(ConnectionOptions database) {
    database.create = false;
    database.journal_mode = JournalMode::keep;
    try {
        return Connection::open(database);
    } catch (const Error& error) {
        const int code = error.sqlite_code() & 0xff;
        if (code != SQLITE_NOTADB && code != SQLITE_CORRUPT) throw;
        throw Error(
            ErrorCode::refused,
            fmt::format(
                "`{}` cannot be written over, since SQLite cannot open it ({}): move it away with the "
                "files beside it (`-wal`, `-shm`, `-journal`) and try again; nothing was changed",
                database.path, sqlite3_errstr(code)));
    }
}

class WriteOver {
public:
    WriteOver(const Connection& source, const ConnectionOptions& database, const RestoreOptions& options,
              Onlooker& onlooker)
        : source_(source),
          options_(options),
          onlooker_(onlooker),
          target_(open_target(database)),
          db_(target_.native_handle()) {}

    RestoreReport run() {
        fit_pages();
        try {
            while (!try_once()) {
            }
        } catch (...) {
            leave_journal();
            throw;
        }
        if (was_wal_) switch_journal(JournalMode::wal);
        return {kept_, check()};
    }

private:
    /// In WAL mode SQLite takes pages of the same size alone.
    void fit_pages() {
        if (page_size(source_) == page_size(target_)) return;
        was_wal_ = query_text(db_, "PRAGMA main.journal_mode", "cannot read the journal mode") == "wal";
        if (was_wal_) switch_journal(JournalMode::rollback);
    }

    void switch_journal(JournalMode mode) {
        ConnectionOptions options = target_.options();
        options.journal_mode = mode;
        set_journal_mode(db_, options);
    }

    /// What stopped us is worth more than what keeps this from being done.
    void leave_journal() noexcept {
        try {
            if (was_wal_) switch_journal(JournalMode::wal);
        } catch (const std::exception& less) {
        }
    }

    /// False when somebody wrote between the backup and the copy, which is not begun then.
    bool try_once() {
        const unsigned version = keep();
        const std::string tried = fmt::format("cannot write over `{}`, which is as it was", target_.path());
        const auto unchanged = [&] { return data_version(db_, target_.path()) == version; };
        bool written = false;
        try {
            written = copy_pages(source_.native_handle(), db_, target_.busy_deadline_ms(), tried, onlooker_,
                                 unchanged);
        } catch (const Error& error) {
            // Of a full disk it would hold the very room that is lacking.
            const bool full = (error.sqlite_code() & 0xff) == SQLITE_FULL;
            if (full || error.code() == ErrorCode::interrupted || error.code() == ErrorCode::busy)
                remove_kept();
            throw;
        }
        if (!written) remove_kept();
        return written;
    }

    /// Of a database that is as it was.
    void remove_kept() const {
        std::error_code ignored;
        std::filesystem::remove(kept_, ignored);
    }

    /// The backup, made while nobody writes.
    unsigned keep() {
        const WriteLock lock(db_, target_.busy_deadline_ms());
        try {
            kept_ = make_backup(
                        target_,
                        {{}, options_.progress, options_.progress_context, options_.watch, options_.cancel})
                        .path;
        } catch (const Damaged& damage) {
            if (!options_.force)
                throw Error(
                    ErrorCode::refused,
                    fmt::format(
                        "{}\nso no sound backup of it can be made: `--force` (`force`) writes over it "
                        "and keeps a copy as it is; nothing was changed",
                        damage.what()));
            keep_as_it_is();
        }
        return data_version(db_, target_.path());
    }

    void keep_as_it_is() {
        const ReadSnapshot original(target_);
        kept_ = dated_name(target_.path(), newest_id(original.db()), "damaged");
        NewFile file(kept_);
        copy_into(original.connection(), target_.path(), file, onlooker_);
        file.publish();
    }

    std::int64_t check() {
        std::string wrong = find_damage(db_);
        const RowCounts counts = count_all_rows(db_);
        if (wrong.empty()) wrong = find_difference(count_all_rows(source_.native_handle()), counts);
        if (wrong.empty()) return total(counts);
        throw Error(ErrorCode::io,
                    fmt::format("`{}` was written over, and is not like `{}`: {}; what stood there before "
                                "is in `{}`",
                                target_.path(), source_.path(), wrong, kept_));
    }

    const Connection& source_;
    const RestoreOptions& options_;
    Onlooker& onlooker_;
    Connection target_;
    sqlite3* db_;
    bool was_wal_ = false;
    std::string kept_;
};

}  // namespace

RestoreReport put_in_place(const Connection& source, const ConnectionOptions& database,
                           const RestoreOptions& options, Onlooker& onlooker) {
    if (!exists(database.path)) return make_new(source, database.path, onlooker);
    return WriteOver(source, database, options, onlooker).run();
}

}  // namespace varve::detail
