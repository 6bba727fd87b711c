#include <fmt/format.h>

#include <ostream>
#include <varve/migrate.hpp>

#include "runtime/command_line/command_error.hpp"
#include "runtime/command_line/command_options.hpp"
#include "runtime/command_line/interrupt.hpp"
#include "runtime/command_line/session.hpp"
#include "runtime/command_line/step_lines.hpp"
#include "runtime/src/opening.hpp"

namespace varve::detail {
namespace {

MigrateOptions migrate_options(const CommandOptions& options, StepLines& lines) {
    MigrateOptions migrate;
    migrate.allow_loss = options.allow_loss;
    if (options.backup == "always") migrate.backup = Backup::always;
    if (options.backup == "before_destructive") migrate.backup = Backup::before_destructive;
    migrate.keep_backups = options.keep;
    lines.listen_to(migrate);
    if (options.take_back) migrate.take_back = options.allow_loss ? TakeBack::allow_loss : TakeBack::allow;
    return migrate;
}

void print_place(const Position& position, const Chain& chain, MigrateResult::Kind kind, std::ostream& out) {
    const std::string place = name_at(chain, place_of(chain, position));
    switch (kind) {
        case MigrateResult::Kind::up_to_date:
            out << fmt::format("nothing to do: the database is at {}\n", place);
            break;
        case MigrateResult::Kind::adopted:
            out << fmt::format("adopted: the database is at {}\n", place);
            break;
        default:
            out << fmt::format("the database is at {}\n", place);
            break;
    }
}

void refuse_backup_of_script(const CommandOptions& options) {
    if (options.sql && (!options.backup.empty() || options.keep != 0))
        throw CommandError(
            exit_usage, "`--sql` prints a script, which makes no backup: leave out `--backup` and `--keep`");
}

int print_empty(const CommandOptions& options, std::ostream& out) {
    out << "nothing to do: " << why_empty(options) << '\n';
    return exit_done;
}

}  // namespace

int upgrade_command(const Chain& chain, const CommandOptions& options, std::ostream& out) {
    refuse_backup_of_script(options);
    if (options.sql) return upgrade_script_command(chain, options, out);
    const std::string path = named_database(options);
    // Resolved before anything is opened for writing: a target mistyped makes no file.
    const Place target = resolve_target(chain, options.target, [&]() -> Here {
        if (!database_exists(path)) return Place{0};
        Connection connection = open_for_asking(options);
        return here_of(connection, chain);
    });
    if (chain.count == 0 && !database_exists(path)) return print_empty(options, out);
    if (target == 0 && chain.count != 0) {
        out << "nothing to do: every database is at base or above it\n";
        return exit_done;
    }
    const InterruptGuard guard;
    StepLines lines(out, options.terminal);
    MigrateResult result;
    Connection connection = open_upgraded(connection_options(options), chain, migrate_options(options, lines),
                                          digest_at(chain, target), result);
    lines.erase();
    if (chain.count == 0 && result.kind == MigrateResult::Kind::up_to_date) return print_empty(options, out);
    print_place(inspect(connection, chain), chain, result.kind, out);
    return exit_done;
}

int downgrade_command(const Chain& chain, const CommandOptions& options, std::ostream& out) {
    refuse_backup_of_script(options);
    if (options.sql && options.take_back)
        throw CommandError(exit_usage, "`--sql` looks at no database, and `--take-back` runs what one holds");
    if (options.sql) return downgrade_script_command(chain, options, out);
    Connection connection = open_existing(options);
    const Position position = inspect(connection, chain);
    const bool newer = options.take_back && position.standing == Standing::ahead;
    const std::string_view given = options.target;
    const auto ask_here = [&] { return newer ? known_by(connection, chain) : here_of(connection, chain); };
    const Place target = resolve_target(chain,
                                        !given.empty()      ? given
                                        : options.take_back ? "current"
                                                            : "-1",
                                        ask_here);
    const Place at = newer || has_place(position) ? ask_here().place : 0;
    if ((has_place(position) || newer) && target != at && Graph(chain).leads(at, target)) {
        throw CommandError(
            exit_usage,
            fmt::format("cannot go down to {}: the database is at {}, below it; `upgrade` goes up",
                        name_at(chain, target), name_at(chain, at)));
    }
    const InterruptGuard guard;
    StepLines lines(out, options.terminal);
    const MigrateResult result =
        downgrade(connection, chain, digest_at(chain, target), migrate_options(options, lines));
    lines.erase();
    print_place(inspect(connection, chain), chain, result.kind, out);
    return exit_done;
}

int stamp_command(const Chain& chain, const CommandOptions& options, std::ostream& out) {
    Connection connection = open_existing(options);
    const Place target = resolve_target(chain, options.target, [&] { return here_of(connection, chain); });
    stamp(connection, chain, digest_at(chain, target), {options.force, options.purge});
    out << fmt::format("stamped: the database is at {}\n", name_at(chain, target));
    return exit_done;
}

}  // namespace varve::detail
