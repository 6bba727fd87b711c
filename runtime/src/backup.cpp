#include <fmt/format.h>

#include <varve/backup.hpp>

#include "runtime/src/disk_need.hpp"
#include "runtime/src/page_copy.hpp"
#include "runtime/src/verified_copy.hpp"

namespace varve {

namespace {

BackupReport back_up(const Connection& connection, const BackupOptions& options, detail::Onlooker& onlooker) {
    const std::string& database = connection.path();
    if (detail::file_of(connection.native_handle()).empty())
        throw Error(
            ErrorCode::misuse,
            fmt::format("cannot back up `{}`: it is in memory, and there is no place beside it", database));
    const detail::ReadSnapshot original(connection);
    BackupReport report;
    report.path = !options.path.empty()
                      ? options.path
                      : detail::dated_name(database, detail::newest_id(original.db()), "backup");
    report.bytes = detail::bytes_of_database(original.db());
    detail::require_room(database, report.path, report.bytes);
    detail::NewFile file(report.path);
    if (options.progress != nullptr)
        options.progress(options.progress_context, fmt::format("back up to {}", report.path));
    const detail::RowCounts counts = detail::copy_verified(original.connection(), database, file, onlooker);
    file.publish();
    report.tables = static_cast<std::int64_t>(counts.size());
    report.rows = detail::total(counts);
    return report;
}

}  // namespace

BackupReport make_backup(const Connection& connection, const BackupOptions& options) {
    detail::Onlooker onlooker(options);
    const auto says = [&] {
        return fmt::format("`{}`: interrupted; it was only read, and what was copied was removed",
                           connection.path());
    };
    return detail::unless_stopped(onlooker, says, [&] { return back_up(connection, options, onlooker); });
}

}  // namespace varve
