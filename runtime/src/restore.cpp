#include <fmt/format.h>

#include <filesystem>

#include <varve/backup.hpp>
#include <varve/migrate.hpp>

#include "runtime/src/backup_check.hpp"
#include "runtime/src/migrator.hpp"
#include "runtime/src/onlooker.hpp"
#include "runtime/src/statement.hpp"
#include "runtime/src/tidy_reader.hpp"
#include "runtime/src/verified_copy.hpp"
#include "runtime/src/write_over.hpp"

namespace varve {

namespace {

void refuse_same_file(const std::string& database, const std::string& backup) {
    std::error_code ignored;
    if (std::filesystem::equivalent(database, backup, ignored))
        throw Error(ErrorCode::refused,
                    fmt::format("`{}` is the database itself, and no backup of it", backup));
}

Connection open_backup(const ConnectionOptions& database, const std::string& backup) {
    if (backup.ends_with(".part"))
        throw Error(ErrorCode::refused,
                    fmt::format("`{}` is a backup that was not finished; nothing was changed", backup));
    ConnectionOptions options = database;
    options.path = backup;
    return detail::open_tidy_reader(options);
}

void verify(Connection& source, const Chain& chain, const RestoreOptions& options) {
    sqlite3* db = source.native_handle();
    if (detail::query_integer(db, "PRAGMA main.page_count", "cannot read the backup") == 0)
        throw Error(ErrorCode::refused, fmt::format("`{}` is empty; nothing was changed", source.path()));
    detail::require_sound(db, source.path());
    if (options.force) return;
    const Position position = inspect(source, chain);
    std::string reason = position.reason;
    if (position.standing == Standing::fresh && position.applied == 0 && position.head.empty() &&
        detail::query_integer(db, "SELECT count(*) FROM main.sqlite_schema", "cannot read the backup") == 0)
        reason = fmt::format("`{}` holds nothing", source.path());
    if (reason.empty()) return;
    throw MigrationError(
        fmt::format("{}\nso it is not restored: `--force` (`force`) if that is meant; nothing was changed",
                    reason),
        position);
}

template <class Work>
RestoreReport stoppable(const std::string& path, const RestoreOptions& options, const Work& work) {
    detail::Onlooker onlooker(options);
    const auto says = [&] {
        return fmt::format("`{}`: interrupted; nothing was changed, and what was copied was removed", path);
    };
    return detail::unless_stopped(onlooker, says, [&] { return work(onlooker); });
}

}  // namespace

RestoreReport restore_backup(const ConnectionOptions& database, const std::string& backup, const Chain& chain,
                             const RestoreOptions& options) {
    refuse_same_file(database.path, backup);
    Connection source = open_backup(database, backup);
    const detail::ReadTransaction one_state(source.native_handle());
    return stoppable(database.path, options, [&](detail::Onlooker& onlooker) {
        {
            const detail::StoppableSql verifying(source.native_handle(), onlooker);
            verify(source, chain, options);
        }
        return detail::put_in_place(source, database, options, onlooker);
    });
}

RestoreReport reset_database(const ConnectionOptions& database, const Chain& chain, std::string_view target,
                             const RestoreOptions& options) {
    ConnectionOptions fresh = database;
    fresh.path = ":memory:";
    fresh.read_only = false;
    fresh.key = {};
    Connection source = Connection::open(fresh);
    return stoppable(database.path, options, [&](detail::Onlooker& onlooker) {
        MigrateOptions migrate;
        migrate.progress_context = options.progress_context;
        migrate.cancel = options.cancel;
        if (target == "base" || chain.count == 0)
            source.execute("PRAGMA user_version = 0");  // makes the first page
        else
            upgrade(source, chain, migrate, target);
        return detail::put_in_place(source, database, options, onlooker);
    });
}

}  // namespace varve
