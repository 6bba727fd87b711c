#include "runtime/command_line/commands.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>
#include <varve/error.hpp>

#include "runtime/command_line/command_error.hpp"
#include "runtime/command_line/command_options.hpp"
#include "runtime/command_line/terminal.hpp"

namespace varve::detail {
namespace {

using Command = int (*)(const Chain&, const CommandOptions&, std::ostream&);

int report(std::ostream& err, int code, std::string_view message) {
    if (!message.empty()) err << "error: " << message << '\n';
    return code;
}

int exit_code_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::refused:
            return exit_refused;
        case ErrorCode::interrupted:
            return exit_interrupted;
        default:
            return exit_failed;
    }
}

int run(Command command, const CommandHost& host, const CommandOptions& options) {
    try {
        const int code = command(host.chain(), options, host.out);
        if (host.afterwards) host.afterwards();
        return code;
    } catch (const CommandError& error) {
        return report(host.err, error.exit_code(), error.what());
    } catch (const Error& error) {
        return report(host.err, exit_code_of(error.code()), error.what());
    } catch (const std::exception& error) {
        return report(host.err, exit_failed, error.what());
    }
}

/// Said by the options themselves: CLI11's own checks would repeat it in the help.
std::string why_no_policy(const std::string& word) {
    const bool known = word == "always" || word == "before_destructive" || word == "never";
    return known ? "" : fmt::format("`{}` is none of `always`, `before_destructive` and `never`", word);
}

std::string why_no_number(const std::string& word) {
    const bool digits = !word.empty() && word.find_first_not_of("0123456789") == std::string::npos;
    return digits && word.find_first_not_of('0') != std::string::npos
               ? ""
               : fmt::format("`{}` is no number of backups: at least one stays", word);
}

const CLI::Validator as_policy(why_no_policy, "");
const CLI::Validator as_number(why_no_number, "");

/// One command's options live as long as its callback.
class Adder {
public:
    Adder(CLI::App& app, const CommandHost& host, const char* name, const char* summary, Command command)
        : options_(std::make_shared<CommandOptions>()), app_(app.add_subcommand(name, summary)) {
        options_->why_empty = host.why_empty;
        options_->configure = host.configure;
        options_->configure_context = host.configure_context;
        options_->path_of = host.path_of;
        options_->facts = host.facts;
        options_->ask = host.ask ? host.ask : ask_terminal;
        options_->terminal = host.terminal;
        options_->drift_words = host.drift_words;
        app_->callback(
            [host, command, options = options_] { host.exit_code = run(command, host, *options); });
        app_->add_option("--db", options_->database,
                         "the database: a path or sqlite:///path (default: $DATABASE_URL)")
            ->type_name("DATABASE");
    }

    Adder& target(const char* summary, const char* fallback) {
        CLI::Option* option = app_->add_option("target", options_->target, summary);
        option->type_name("REVISION");
        if (fallback == nullptr)
            option->required();
        else
            options_->target = fallback;
        return *this;
    }

    Adder& range(const char* summary) {
        app_->add_option("-r,--rev-range", options_->range, summary)->type_name("A:B");
        return *this;
    }

    Adder& file(const char* summary, bool required) {
        app_->add_option("file", options_->file, summary)->type_name("FILE")->required(required);
        return *this;
    }

    /// In place of `--db`.
    Adder& database() {
        app_->add_option("database", options_->file, "the database, in place of --db")->type_name("DATABASE");
        return *this;
    }

    Adder& to(const char* summary) {
        app_->add_option("--to", options_->to, summary)->type_name("FILE");
        return *this;
    }

    Adder& keep(const char* summary) {
        app_->add_option("--keep", options_->keep, summary)->type_name("N")->check(as_number);
        return *this;
    }

    /// Before a migration.
    Adder& backup() {
        CLI::Option* const policy = app_->add_flag(
            "--backup{always}", options_->backup,
            "copy the database first, beside itself; --backup=before_destructive: only when more "
            "than additions are to run");
        policy->check(as_policy);
        keep("with --backup: of its backups the newest N stay (default: all)");
        app_->get_option("--keep")->needs(policy);
        return *this;
    }

    Adder& flag(const char* name, bool CommandOptions::*member, const char* summary) {
        app_->add_flag(name, options_.get()->*member, summary);
        return *this;
    }

private:
    std::shared_ptr<CommandOptions> options_;
    CLI::App* app_;
};

constexpr const char* target_forms =
    "head, base, an id or 4 and more of its first digits, a name, +N, -N, id+N, id-N";
constexpr const char* stamp_forms =
    "head, an id or 4 and more of its first digits, a name, +N, -N, id+N, id-N";
constexpr const char* show_forms = "as for upgrade, `current`, or a range a:b";
constexpr const char* range_forms = "from a to b, both included; a:, :b, -3:current and a:+2 too";

void add_moves(CLI::App& app, const CommandHost& host) {
    const std::string forms = target_forms;
    Adder(app, host, "upgrade", "Bring the database forward, making it if need be", upgrade_command)
        .target((forms + " (default: head)").c_str(), "head")
        .flag("--sql", &CommandOptions::sql, "print a script for the sqlite3 shell instead; a:b begins at a")
        .backup();
    Adder(app, host, "downgrade", "Take the database back", downgrade_command)
        .target((forms + " (default: -1)").c_str(), "")
        .flag("--allow-loss", &CommandOptions::allow_loss, "also run downs that lose rows or values")
        .flag("--take-back", &CommandOptions::take_back,
              "from a newer program's revisions, by the ways back that the database carries; the default "
              "target is then the newest revision that both know")
        .flag("--sql", &CommandOptions::sql,
              "print a script for the sqlite3 shell instead; b:a begins at b, else at the head")
        .backup();
    Adder(app, host, "stamp", "Record where an existing database stands, without running anything",
          stamp_command)
        .target(stamp_forms, nullptr)
        .flag("--force", &CommandOptions::force, "whatever its structure; the log says that it was forced")
        .flag("--purge", &CommandOptions::purge,
              "forget first what the database has recorded, of whatever chain");
}

void add_questions(CLI::App& app, const CommandHost& host) {
    Adder(app, host, "current", "Show where the database stands", current_command)
        .flag("-v,--verbose", &CommandOptions::verbose, "with digests, messages and what its down costs")
        .flag("-c,--check-heads", &CommandOptions::check_heads, "exit 3 unless it is at the head")
        .flag("--json", &CommandOptions::json, "print JSON");
    Adder(app, host, "history", "List the revisions, newest first", history_command)
        .range(range_forms)
        .flag("-v,--verbose", &CommandOptions::verbose, "with digests, messages and what each down costs")
        .flag("-i,--indicate-current", &CommandOptions::indicate_current,
              "mark where the database stands and what is pending")
        .flag("--json", &CommandOptions::json, "print JSON");
    Adder(app, host, "heads", "List the revisions that no other follows", heads_command)
        .flag("-v,--verbose", &CommandOptions::verbose, "with digests, messages and what each down costs")
        .flag("--json", &CommandOptions::json, "print JSON");
    Adder(app, host, "branches", "List the revisions that several follow", branches_command)
        .flag("-v,--verbose", &CommandOptions::verbose, "with digests, messages and what each down costs")
        .flag("--json", &CommandOptions::json, "print JSON");
    Adder(app, host, "show", "Show revisions with the SQL of their ups and downs", show_command)
        .target(show_forms, nullptr)
        .flag("--json", &CommandOptions::json, "print JSON");
    Adder(app, host, "status", "Show chain and database together, and what is pending", status_command)
        .flag("--json", &CommandOptions::json, "print JSON");
    Adder(
        app, host, "check",
        "Compare the database with the chain; exit 3 when they differ, 4 when its ledger cannot be believed",
        check_command)
        .flag("--pending", &CommandOptions::pending,
              "also look for rows that stand against an upgrade, and for room")
        .flag("--json", &CommandOptions::json, "print JSON");
}

void add_copies(CLI::App& app, const CommandHost& host) {
    Adder(app, host, "backup", "Copy the database into a file, and verify the copy", backup_command)
        .file("a new file (default: beside the database, with time and revision in its name)", false)
        .keep("of the backups beside the database the newest N stay (default: all)");
    Adder(app, host, "restore", "Make the database what a backup is; what stood there is backed up first",
          restore_command)
        .file("the backup", true)
        .flag("--force", &CommandOptions::force,
              "also a backup of another chain, and over a database that is damaged");
    Adder(app, host, "reset", "Empty the database and make it anew, leaving a backup", reset_command)
        .target("head, base, an id or 4 and more of its first digits, a name (default: head)", "head")
        .flag("--yes", &CommandOptions::yes, "without asking for the database's name");
    Adder(app, host, "rehearse", "Run everything that is pending on a copy of the database", rehearse_command)
        .database()
        .to("make the copy there, and leave it (default: beside the database, and removed)")
        .flag("--json", &CommandOptions::json, "print JSON");
    Adder(app, host, "dump", "Print the database as SQL that the sqlite3 shell makes it of again",
          dump_command)
        .flag("--schema-only", &CommandOptions::schema_only, "no rows but the ledger's")
        .flag("--data-only", &CommandOptions::data_only,
              "rows alone, for an empty database at the same revision");
}

}  // namespace

void add_database_commands(CLI::App& app, const CommandHost& host) {
    add_moves(app, host);
    add_copies(app, host);
    add_questions(app, host);
}

}  // namespace varve::detail
