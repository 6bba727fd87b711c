#include <fmt/format.h>

#include <filesystem>
#include <ostream>
#include <varve/backup.hpp>

#include "runtime/command_line/command_error.hpp"
#include "runtime/command_line/database_path.hpp"
#include "runtime/command_line/interrupt.hpp"
#include "runtime/command_line/pending_check.hpp"
#include "runtime/command_line/printable_lines.hpp"
#include "runtime/command_line/rehearsal_run.hpp"
#include "runtime/command_line/revision_words.hpp"
#include "runtime/command_line/session.hpp"
#include "runtime/command_line/step_lines.hpp"
#include "runtime/src/backup_file.hpp"
#include "runtime/src/disk_need.hpp"
#include "runtime/src/names.hpp"
#include "runtime/src/statement.hpp"
#include "runtime/src/verified_copy.hpp"

namespace varve::detail {
namespace {

/// A copy of the database; gone at its end unless the user gave it its name.
class RehearsalCopy {
public:
    RehearsalCopy(const Connection& original, const std::string& named, BackupOptions options)
        : original_(original.path()), kept_(!named.empty()) {
        path_ = kept_ ? named : dated_name(original.path(), newest_id(original.native_handle()), "rehearsal");
        options.path = path_;
        make_backup(original, options);
    }
    ~RehearsalCopy() {
        std::error_code ignored;
        if (kept_) return;
        for (const char* tail : {"", "-wal", "-shm", "-journal"})
            std::filesystem::remove(path_ + tail, ignored);
    }
    RehearsalCopy(const RehearsalCopy&) = delete;
    RehearsalCopy& operator=(const RehearsalCopy&) = delete;

    const std::string& path() const { return path_; }

    /// What is said of the copy holds of the database that the user named, and the copy goes.
    std::string meant(std::string message) const {
        for (std::size_t at = 0; (at = message.find(path_, at)) != std::string::npos; at += original_.size())
            message.replace(at, path_.size(), original_);
        return message;
    }

    std::string interrupted() const {
        return fmt::format(
            "`{}`: interrupted; it was only read, and {}", original_,
            kept_ ? fmt::format("its copy `{}` stays as far as it came", path_) : "its copy was removed");
    }

private:
    std::string original_;
    bool kept_;
    std::string path_;
};

std::string milliseconds(std::int64_t microseconds) {
    return fmt::format("{:.1f} ms", static_cast<double>(microseconds) / 1000);
}

std::string words_of(const RehearsedStep& step) {
    std::string line = fmt::format("{}: up {}", step.revision, milliseconds(step.up_us));
    if (step.down_us) line += fmt::format(", down {}", milliseconds(*step.down_us));
    if (step.again_us) line += fmt::format(", up again {}", milliseconds(*step.again_us));
    line += fmt::format("; {} -> {} bytes, {} -> {} rows", grouped(step.bytes_before),
                        grouped(step.bytes_after), grouped(step.rows_before), grouped(step.rows_after));
    if (!step.came_back) line += "\n  taken down, it does not leave the rows that were there before";
    return line;
}

nlohmann::ordered_json in_json(const RehearsedStep& step) {
    const auto ms = [](const std::optional<std::int64_t>& us) {
        return us ? nlohmann::ordered_json(static_cast<double>(*us) / 1000) : nlohmann::ordered_json();
    };
    nlohmann::ordered_json json;
    json["revision"] = step.revision;
    json["id"] = step.id;
    json["up_ms"] = ms(step.up_us);
    json["down_ms"] = ms(step.down_us);
    json["again_ms"] = ms(step.again_us);
    json["exact"] = step.down_us ? nlohmann::ordered_json(step.came_back) : nlohmann::ordered_json();
    json["bytes_before"] = step.bytes_before;
    json["bytes_after"] = step.bytes_after;
    json["rows_before"] = step.rows_before;
    json["rows_after"] = step.rows_after;
    return json;
}

bool all_came_back(const RehearsalReport& report) {
    for (const RehearsedStep& step : report.steps)
        if (!step.came_back) return false;
    return true;
}

ExitCode exit_of(const RehearsalReport& report) {
    if (!report.failure.empty()) return report.refused ? exit_refused : exit_failed;
    return all_came_back(report) ? exit_done : exit_drift;
}

void print_end(const RehearsalReport& report, const Chain& chain, std::ostream& out) {
    print_pending(report.preflight, out);
    std::int64_t us = 0;
    for (const RehearsedStep& step : report.steps)
        us += step.up_us;
    if (!report.failure.empty())
        out << "stopped: " << printable_lines(report.failure) << '\n';
    else if (report.steps.empty())
        out << fmt::format("nothing is pending: the database is at {}\n", name_at(chain, chain.count));
    else
        out << fmt::format("an upgrade runs {} in {}, and the file grows by {} bytes\n",
                           count_of(report.steps.size(), "revision"), milliseconds(us),
                           grouped(report.steps.back().bytes_after - report.steps.front().bytes_before));
}

void print_json_report(const RehearsalReport& report, std::string_view database, std::ostream& out) {
    nlohmann::ordered_json json;
    json["database"] = database;
    json["failure"] = report.failure;
    json["steps"] = nlohmann::ordered_json::array();
    for (const RehearsedStep& step : report.steps)
        json["steps"].push_back(in_json(step));
    json["pending"] = pending_in_json(report.preflight);
    print_json(json, out);
}

Connection open_copy(const CommandOptions& options, const std::string& path, bool wal) {
    ConnectionOptions connection = connection_options(options);
    connection.path = path;
    connection.create = false;
    connection.journal_mode = wal ? JournalMode::wal : JournalMode::rollback;
    return Connection::open(connection);
}

/// What its steps say is told of each when it has ended. Nothing but the document stands beside JSON.
template <class Options>
Options listened(const CommandOptions& command, StepLines& lines) {
    Options options;
    lines.listen_to(options);
    options.progress = nullptr;
    if (command.json) options.watch = nullptr;
    return options;
}

RehearsalReport run(const CommandOptions& options, const Chain& chain, const Connection& original,
                    const RehearsalCopy& file, StepLines& lines) {
    const bool wal = query_text(original.native_handle(), "PRAGMA main.journal_mode",
                                "cannot read the journal mode") == "wal";
    try {
        Connection copy = open_copy(options, file.path(), wal);
        const auto done = [&](const RehearsedStep& step) {
            if (!options.json) lines.say(words_of(step));
        };
        RehearsalReport report = rehearse(copy, chain, listened<MigrateOptions>(options, lines), done);
        report.failure = file.meant(report.failure);
        if (report.refused && !report.preflight.disk.empty())
            report.failure += fmt::format(
                "\nthe rehearsal's copy takes {} bytes of that room, which an upgrade does not need: `--to "
                "FILE` puts it on another disk",
                grouped(static_cast<std::int64_t>(std::filesystem::file_size(file.path()))));
        return report;
    } catch (const Error& error) {
        const bool interrupted = error.code() == ErrorCode::interrupted;
        throw Error(error.code(), interrupted ? file.interrupted() : file.meant(error.what()),
                    error.sqlite_code());
    }
}

}  // namespace

int rehearse_command(const Chain& chain, const CommandOptions& given, std::ostream& out) {
    CommandOptions options = given;
    if (!options.file.empty()) options.database = options.file;
    const Connection original = open_for_asking(options);
    const InterruptGuard guard;
    StepLines lines(out, options.terminal);
    const RehearsalCopy file(original, options.to, listened<BackupOptions>(options, lines));
    const RehearsalReport report = run(options, chain, original, file, lines);
    lines.erase();
    if (options.json)
        print_json_report(report, original.path(), out);
    else if (chain.count == 0)
        out << "nothing to do: " << why_empty(options) << '\n';
    else
        print_end(report, chain, out);
    return exit_of(report);
}

}  // namespace varve::detail
