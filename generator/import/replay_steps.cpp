#include "generator/import/replay_steps.hpp"

#include <fmt/format.h>

#include <utility>

#include "generator/import/shell_twin.hpp"
#include "generator/import/step_place.hpp"
#include "generator/sqlite/discover.hpp"
#include "generator/sqlite/lift.hpp"
#include "generator/sqlite/stand_ins.hpp"
#include "runtime/include/varve/connection.hpp"
#include "runtime/include/varve/error.hpp"
#include "runtime/src/dependents.hpp"
#include "runtime/src/executor.hpp"
#include "runtime/src/names.hpp"
#include "runtime/src/pragma_guard.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "runtime/src/step_failure.hpp"
#include "runtime/src/write_lock.hpp"

namespace varve::compiler {
namespace {

Connection in_memory() {
    ConnectionOptions options;
    options.path = ":memory:";
    return Connection::open(options);
}

/// "no such function: bin2b64"
std::optional<Requirement> missing_requirement(std::string_view reason) {
    constexpr std::pair<std::string_view, Requirement::Kind> words[] = {
        {"no such collation sequence: ", Requirement::Kind::collation},
        {"no such function: ", Requirement::Kind::function},
        {"no such tokenizer: ", Requirement::Kind::tokenizer},
        {"unknown tokenizer: ", Requirement::Kind::tokenizer},
        {"no such module: ", Requirement::Kind::module},
    };
    for (const auto& [word, kind] : words) {
        const auto at = reason.find(word);
        if (at == std::string_view::npos) continue;
        reason.remove_prefix(at + word.size());
        return Requirement{kind, std::string(reason.substr(0, reason.find_first_of(" \n,;:`"))), -1, {}};
    }
    return std::nullopt;
}

std::string with_losses(const DeclaredLosses& losses, const std::string& sql) {
    std::string script;
    for (const std::string& loss : losses.names())
        script += "--@ lose " + loss + '\n';
    return script + sql;
}

class Replay {
public:
    Replay(const SourceSet& sources, DiagnosticSink& sink)
        : sources_(sources), sink_(sink), connection_(in_memory()), guard_(connection_.native_handle(), 0) {}

    bool take(ReplayedStep& step) {
        std::optional<Stripped> up = strip(sources_, step.old.up, sink_);
        if (!up) return false;
        step.sql = std::move(up->sql);
        step.removals = std::move(up->removals);
        const detail::Structure before = detail::read_structure(db());
        if (!go_up(step)) return false;
        step.structure = detail::read_structure(db());
        if (!same_as_in_shell(step)) return false;
        // The shell's database has the same structure, and the texts as they were written.
        sqlite::Lifted lifted = sqlite::lift(twin_.handle());
        step.schema = std::move(lifted.schema);
        step.unsaid = std::move(lifted.left_out);
        settle(step);
        schema_before_ = step.schema;
        return go_down(step, before);
    }

private:
    sqlite3* db() const { return connection_.native_handle(); }

    bool refuse(Span place, DiagnosticKind kind, std::string message, std::string help) {
        sink_.error(kind, place, std::move(message), {}, std::move(help));
        return false;
    }

    /// Nothing is proved of a step that fails in SQLite itself, so that is told first.
    bool go_up(ReplayedStep& step) {
        const std::string written(sources_.text(step.old.up));
        detail::WriteLock lock(db(), 0);
        const auto reason = run(step.sql, step.losses);
        const auto in_shell = twin_.run(written);
        const Span place = place_in_up(sources_, step, reason.value_or(""));
        if (in_shell)
            return refuse(place, DiagnosticKind::import_step_fails,
                          fmt::format("`{}` fails in SQLite as it is: {}", step.old.title, *in_shell),
                          "mend it where the chain comes from, or leave out steps that no database has run");
        if (reason)
            return refuse(place, DiagnosticKind::import_step_fails,
                          fmt::format("`{}` fails as a revision: {}", step.old.title, *reason),
                          "mend it where the chain comes from: a revision runs in one transaction, with "
                          "double-quoted strings off");
        lock.commit();
        return true;
    }

    /// What the application registers: what the schema needs, and what the steps so far called.
    void settle(ReplayedStep& step) {
        const sqlite::Discovery found = sqlite::discover(step.schema);
        for (const sqlite::Refused& refused : found.refused)
            step.unsaid.push_back(fmt::format("{} `{}`, which SQLite refuses: {}", refused.type, refused.name,
                                              refused.message));
        for (const Requirement& requirement : found.requirements)
            require(requirement);
        step.schema.requirements = required_;
    }

    bool require(const Requirement& wanted) {
        for (const Requirement& each : required_)
            if (each.kind == wanted.kind && each.name == wanted.name) return false;
        required_.push_back(wanted);
        for (sqlite3* each : {db(), twin_.handle()})
            sqlite::register_stand_ins(each, {wanted});
        return true;
    }

    /// A script under the executor's rules, each loss that it wants declared added. Nothing, or the reason.
    std::optional<std::string> run(const std::string& sql, DeclaredLosses& losses) {
        const detail::Grievances before{detail::broken_dependents(db()), {}};
        for (;;) {
            const std::string script = detail::normalise_sql(with_losses(losses, sql));
            connection_.execute("SAVEPOINT varve_import");
            try {
                detail::run_script(db(), script, detail::Trust::chain, before);
                connection_.execute("RELEASE varve_import");
                return std::nullopt;
            } catch (const detail::StepFailure& failure) {
                connection_.execute("ROLLBACK TO varve_import; RELEASE varve_import");
                if (const auto missing = missing_requirement(failure.what()); missing && require(*missing))
                    continue;
                const std::string loss = loss_before(loss_in(failure.what()), script, schema_before_);
                if (loss.empty() || !losses.add(loss)) return failure.what();
            } catch (const Error& error) {
                connection_.execute("ROLLBACK TO varve_import; RELEASE varve_import");
                return error.what();
            }
        }
    }

    bool same_as_in_shell(const ReplayedStep& step) {
        const auto difference = detail::describe_difference(twin_.structure(), step.structure);
        if (difference.empty()) return true;
        std::string lines = detail::indented(difference);
        lines.pop_back();
        const Span file{step.old.up.file, 0, 0};
        return refuse(
            step.removals.empty() ? file : step.removals.front().span, DiagnosticKind::import_differs,
            fmt::format("`{}` leads elsewhere than in the sqlite3 shell, without what was taken out of "
                        "it:\n{}",
                        step.old.title, lines),
            "import the steps before it, and freeze the change that it makes with varve");
    }

    bool go_down(ReplayedStep& step, const detail::Structure& before) {
        if (!step.old.down) return true;
        DiagnosticSink found;
        std::optional<Stripped> down = strip(sources_, *step.old.down, found);
        if (!down) {
            step.down.fate = DownFate::wrong;
            step.down.faults = {found.diagnostics().front().message};
            return true;
        }
        step.removals.insert(step.removals.end(), down->removals.begin(), down->removals.end());
        if (down->empty) return true;
        step.down.sql = std::move(down->sql);
        detail::WriteLock lock(db(), 0);
        if (const auto reason = run(step.down.sql, step.down.losses))
            step.down.faults = {*reason};
        else
            step.down.faults = detail::describe_difference(before, detail::read_structure(db()));
        step.down.fate = step.down.faults.empty() ? DownFate::good : DownFate::wrong;
        return true;
    }

    const SourceSet& sources_;
    DiagnosticSink& sink_;
    ShellTwin twin_;
    Connection connection_;
    detail::PragmaGuard guard_;
    std::vector<Requirement> required_;
    Schema schema_before_;  ///< of what runs next
};

}  // namespace

std::optional<std::vector<ReplayedStep>> replay_steps(const OldChain& chain, const SourceSet& sources,
                                                      DiagnosticSink& sink) {
    Replay replay(sources, sink);
    std::vector<ReplayedStep> steps;
    for (const OldStep& old : chain.steps) {
        ReplayedStep& step = steps.emplace_back();
        step.old = old;
        if (!replay.take(step)) return std::nullopt;
    }
    return steps;
}

std::string up_text(const ReplayedStep& step) {
    return fmt::format("-- {}\n{}", step.old.title, with_losses(step.losses, step.sql));
}

std::string down_text(const ReplayedStep& step) {
    if (step.down.fate != DownFate::good) return "--@ grade none\n";
    if (step.down.losses.empty()) return "--@ grade exact\n" + step.down.sql;
    return fmt::format("--@ grade loses {}\n{}", fmt::join(step.down.losses.names(), " "), step.down.sql);
}

}  // namespace varve::compiler
