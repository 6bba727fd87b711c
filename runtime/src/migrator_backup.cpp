#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include <varve/backup.hpp>

#include "runtime/src/backup_file.hpp"
#include "runtime/src/destructive.hpp"
#include "runtime/src/disk_need.hpp"
#include "runtime/src/migrator.hpp"
#include "runtime/src/names.hpp"

namespace varve::detail {

/// Drafts that are taken back, then ups.
std::vector<PendingStep> Migrator::steps_to(std::size_t goal) const {
    std::vector<PendingStep> steps;
    std::size_t from = state_.adoptable != 0 ? state_.adoptable : state_.position.applied;
    if (state_.take_back || state_.position.standing == Standing::ahead) {
        for (std::size_t row = state_.ledger.rows.size(); row != state_.known; --row) {
            const LedgerRow& draft = state_.ledger.rows[row - 1];
            steps.push_back({describe(draft), draft.inverse, Trust::stored});
        }
        from = state_.known;
    }
    for (PendingStep& step : steps_between(chain_, std::min(from, goal), goal))
        steps.push_back(std::move(step));
    return steps;
}

void Migrator::secure(const std::function<std::vector<PendingStep>()>& steps) {
    if (std::exchange(secured_, true) || options_.backup == Backup::never) return;
    const auto destroys = [&] {
        const std::vector<PendingStep> all = steps();
        return std::any_of(all.begin(), all.end(),
                           [](const PendingStep& step) { return is_destructive(step.script); });
    };
    if (options_.backup != Backup::always && !destroys()) return;
    if (file_of(db_).empty()) {
        if (options_.progress != nullptr)
            options_.progress(options_.progress_context, "no backup is made: the database is in memory");
        return;
    }
    const BackupOptions backup{
        {}, options_.progress, options_.progress_context, options_.watch, options_.cancel};
    try {
        backup_ = make_backup(connection_, backup).path;
    } catch (const Error& error) {
        if (error.code() != ErrorCode::interrupted) throw;
        throw Error(
            ErrorCode::interrupted,
            fmt::format("`{}`: interrupted while it was backed up; nothing was migrated, and what was "
                        "copied was removed; run it again to go on",
                        path_));
    }
}

void Migrator::secure_way_to(std::size_t goal) {
    secure([&] { return steps_to(goal); });
}

namespace {

std::string naming(const char* message, const std::string& backup) {
    return fmt::format("{}\na backup from before it: `{}`", message, backup);
}

}  // namespace

MigrateResult Migrator::with_backup(const std::function<MigrateResult()>& migration) {
    try {
        MigrateResult result = migration();
        result.backup = backup_;
        if (!backup_.empty() && options_.keep_backups != 0) prune_backups(path_, options_.keep_backups);
        return result;
    } catch (const MigrationError& error) {
        if (backup_.empty()) throw;
        throw MigrationError(naming(error.what(), backup_), error.position());
    } catch (const Error& error) {
        if (backup_.empty()) throw;
        throw Error(error.code(), naming(error.what(), backup_), error.sqlite_code());
    }
}

}  // namespace varve::detail
