#include <fmt/format.h>

#include <filesystem>
#include <ostream>
#include <varve/backup.hpp>
#include <varve/migrate.hpp>

#include "runtime/command_line/command_error.hpp"
#include "runtime/command_line/command_options.hpp"
#include "runtime/command_line/interrupt.hpp"
#include "runtime/command_line/printable_lines.hpp"
#include "runtime/command_line/session.hpp"
#include "runtime/command_line/step_lines.hpp"
#include "runtime/src/backup_file.hpp"
#include "runtime/src/disk_need.hpp"
#include "runtime/src/names.hpp"

namespace varve::detail {
namespace {

/// Until the database is written over, an interrupt leaves it as it was.
template <class Work>
void write_over(const CommandOptions& options, std::ostream& out, const Work& work) {
    const InterruptGuard guard;
    StepLines lines(out, options.terminal);
    RestoreOptions restore;
    restore.force = options.force;
    lines.listen_to(restore);
    work(restore);
}

/// The database is another one now.
void print_place(const Chain& chain, const CommandOptions& options, std::string_view what,
                 std::ostream& out) {
    Connection connection = open_for_asking(options);
    const Position position = inspect(connection, chain);
    if (has_place(position))
        out << fmt::format("{}: the database is at {}\n", what, name_at(chain, place_of(chain, position)));
    else
        out << what << '\n' << printable_lines(position.reason) << (position.reason.empty() ? "" : "\n");
}

void confirm_reset(const CommandOptions& options, const std::string& path) {
    if (options.yes) return;
    const std::string name = std::filesystem::path(path).filename().string();
    const auto answer = options.ask(
        fmt::format("this empties {}, and leaves a backup beside it; type {} to go on: ", path, name));
    if (!answer)
        throw CommandError(exit_refused,
                           fmt::format("`reset` empties `{}`: say `--yes`, or type its name at a "
                                       "terminal; nothing was changed",
                                       path));
    if (*answer != name)
        throw CommandError(exit_refused, fmt::format("that is not `{}`; nothing was changed", name));
}

}  // namespace

int backup_command(const Chain&, const CommandOptions& options, std::ostream& out) {
    const Connection connection = open_for_asking(options);
    const InterruptGuard guard;
    StepLines lines(out, options.terminal);
    BackupOptions backup{.path = options.file};
    lines.listen_to(backup);
    backup.progress = nullptr;
    const BackupReport report = make_backup(connection, backup);
    lines.erase();
    if (options.keep != 0) prune_backups(connection.path(), options.keep);
    out << fmt::format("backed up to {}: {} in {}, {} bytes\n", report.path,
                       count_of(static_cast<std::size_t>(report.rows), "row"),
                       count_of(static_cast<std::size_t>(report.tables), "table"), grouped(report.bytes));
    return exit_done;
}

int restore_command(const Chain& chain, const CommandOptions& options, std::ostream& out) {
    write_over(options, out, [&](const RestoreOptions& how) {
        restore_backup(connection_options(options), options.file, chain, how);
    });
    print_place(chain, options, "restored", out);
    return exit_done;
}

int reset_command(const Chain& chain, const CommandOptions& options, std::ostream& out) {
    const std::string path = named_database(options);
    const Place target = resolve_target(chain, options.target, []() -> Place {
        throw CommandError(exit_usage, "`reset` begins anew: name a revision, `head` or `base`");
    });
    require_database(path);
    confirm_reset(options, path);
    write_over(options, out, [&](const RestoreOptions& how) {
        reset_database(connection_options(options), chain, target == 0 ? "base" : digest_at(chain, target),
                       how);
    });
    print_place(chain, options, "reset", out);
    return exit_done;
}

}  // namespace varve::detail
