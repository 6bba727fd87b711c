#include "runtime/command_line/rehearsal_run.hpp"

#include <fmt/format.h>

#include <chrono>

#include "runtime/command_line/dump.hpp"
#include "runtime/command_line/session.hpp"
#include "runtime/src/backup_check.hpp"
#include "runtime/src/line.hpp"
#include "runtime/src/moves.hpp"
#include "runtime/src/names.hpp"
#include "runtime/src/onlooker.hpp"
#include "runtime/src/page_copy.hpp"
#include "runtime/src/sha256.hpp"
#include "runtime/src/standing.hpp"

namespace varve::detail {
namespace {

template <class Action>
std::int64_t time_of(Action action) {
    const auto begun = std::chrono::steady_clock::now();
    action();
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun)
        .count();
}

/// Of every row but the ledger's.
std::string digest_of_rows(const Connection& copy, Onlooker& onlooker) {
    const StoppableSql reading(copy.native_handle(), onlooker);
    Sha256 digest;
    dump_rows(copy.native_handle(), [&](std::string_view sql) { digest.update(sql); });
    return to_hex(digest.finish());
}

/// Pages, and the rows that are not varve's or SQLite's own.
void measure(const Connection& copy, Onlooker& onlooker, std::int64_t& bytes, std::int64_t& rows) {
    const StoppableSql reading(copy.native_handle(), onlooker);
    bytes = bytes_of_database(copy.native_handle());
    rows = 0;
    for (const auto& [table, count] : count_all_rows(copy.native_handle()))
        if (table.rfind("varve_", 0) != 0 && table.rfind("sqlite_", 0) != 0) rows += count;
}

RehearsedStep run_step(Connection& copy, const Chain& line, const MigrateOptions& options, Onlooker& onlooker,
                       std::size_t place) {
    const Revision& revision = line.revisions[place - 1];
    const bool comes_back = revision.grade == Grade::exact && revision.down.count != 0;
    const std::string before = comes_back ? digest_of_rows(copy, onlooker) : "";
    const auto up = [&] { upgrade_on_line(copy, line, options, place); };
    RehearsedStep step;
    step.revision = describe(revision);
    step.id = revision.id();
    measure(copy, onlooker, step.bytes_before, step.rows_before);
    step.up_us = time_of(up);
    measure(copy, onlooker, step.bytes_after, step.rows_after);
    if (!comes_back) return step;
    step.down_us = time_of([&] { downgrade_on_line(copy, line, options, place - 1); });
    step.came_back = digest_of_rows(copy, onlooker) == before;
    step.again_us = time_of(up);
    return step;
}

PreflightReport ask_ahead(Connection& copy, const Chain& chain, Onlooker& onlooker) {
    const StoppableSql asking(copy.native_handle(), onlooker);
    return preflight(copy, chain);
}

RehearsalReport run_all(Connection& copy, const Chain& chain, const MigrateOptions& options,
                        Onlooker& onlooker, const std::function<void(const RehearsedStep&)>& done) {
    RehearsalReport report;
    if (chain.count == 0) return report;
    if (!is_line(chain)) refuse_heads(copy.path(), chain);
    report.preflight = ask_ahead(copy, chain, onlooker);
    const Line way(copy, chain, chain.count);
    const Chain& line = way.chain();
    try {
        // Adopted, or without the drafts that an upgrade takes back.
        if (!has_place(assess(copy, line).position)) upgrade_on_line(copy, line, options, 1);
        for (std::size_t place = assess(copy, line).position.applied + 1; place <= line.count; ++place) {
            report.steps.push_back(run_step(copy, line, options, onlooker, place));
            done(report.steps.back());
        }
    } catch (const Error& error) {
        if (onlooker.stopped() || error.code() == ErrorCode::interrupted) throw;
        report.failure = error.what();
        report.refused = error.code() == ErrorCode::refused;
    }
    return report;
}

}  // namespace

RehearsalReport rehearse(Connection& copy, const Chain& chain, const MigrateOptions& options,
                         const std::function<void(const RehearsedStep&)>& done) {
    Onlooker onlooker(options);
    const auto says = [&] { return fmt::format("`{}`: interrupted", copy.path()); };
    return unless_stopped(onlooker, says, [&] { return run_all(copy, chain, options, onlooker, done); });
}

}  // namespace varve::detail
