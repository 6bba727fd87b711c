#include "generator/driver/database_commands.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <optional>
#include <ostream>
#include <sstream>
#include <string>
#include <varve/connection.hpp>
#include <vector>

#include "generator/driver/database_difference.hpp"
#include "generator/driver/project.hpp"
#include "generator/history/baked.hpp"
#include "generator/history/directives.hpp"
#include "generator/history/replay.hpp"
#include "generator/history/replay_drafts.hpp"
#include "generator/sqlite/render.hpp"
#include "runtime/command_line/command_error.hpp"
#include "runtime/command_line/commands.hpp"
#include "runtime/src/foreign.hpp"

namespace varve::compiler {
namespace {

/// The chain of the source tree, read when the first command asks for it.
class SourceChain {
public:
    const Chain& get(const std::filesystem::path& schema, Console& console, bool shows_graph) {
        if (baked_) return baked_->chain();
        Project project;
        if (!load(find_schema(schema), project, console, shows_graph))
            throw varve::detail::CommandError(exit_failed,
                                              "the chain cannot be used; nothing was done to the database");
        has_draft_ = project.has_draft();
        facts_ = facts_of(project);
        for (const RevisionSource& revision : project.chain.revisions)
            paths_.push_back((project.chain_path / revision.directory).string());
        // A draft stands on one head: where there are several, on none.
        if (!with_draft || project.heads == Heads::any) leave_drafts(project.chain);
        baked_.emplace(project.today.name, project.chain, with_draft, project.today.unmanaged);
        for (RevisionSource& revision : project.chain.revisions)
            schemas_.push_back(std::move(revision.schema));
        unmanaged_ = project.today.unmanaged;
        return baked_->chain();
    }

    /// Behind the answer: that the chain which was shown has several heads.
    void tell_heads(Console& console) {
        console.out.flush();
        print_diagnostics(heads_.sink, heads_.sources, console);
    }

    /// Of a chain that get() found without revisions.
    std::string why_empty() const {
        if (has_draft_)
            return "the chain has no frozen revision yet: `varve freeze` seals the draft, `--draft` runs it";
        return "the chain has no revision yet: `varve revision --autogenerate -m \"…\"` writes one";
    }

    /// Of a chain that was asked for.
    std::string path_of(std::size_t place) const { return paths_.at(place - 1); }
    const std::vector<varve::detail::Fact>& facts() const { return facts_; }

    /// Of objects that nothing in the schema knows `check` tells elsewhere.
    varve::detail::DriftWords drift_words(const Connection& database, std::size_t place) const {
        Schema wanted = schemas_.at(place - 1);
        wanted.unmanaged = unmanaged_;
        const detail::Structure found =
            only_known(detail::read_structure(database.native_handle()), sqlite::structure_of(wanted));
        const DatabaseDifference differs = difference(found, wanted);
        varve::detail::DriftWords words{{}, differs.mending, differs.why_not};
        std::istringstream lines(describe(differs.changes));
        for (std::string line; std::getline(lines, line);)
            words.lines.push_back(line);
        return words;
    }

    bool with_draft = false;

private:
    /// Several heads stop every command but those that show where they are.
    bool load(const std::filesystem::path& schema, Project& project, Console& console, bool shows_graph) {
        bool good = load_project(schema, project);
        if (!good && shows_graph && has_heads_alone(project.sink)) {
            for (Diagnostic diagnostic : project.sink.diagnostics()) {
                if (diagnostic.kind != DiagnosticKind::two_heads) continue;
                diagnostic.severity = Severity::warning;
                heads_.sink.report(std::move(diagnostic));
            }
            heads_.sources = std::move(project.sources);
            project = Project();
            project.heads = Heads::any;
            good = load_project(schema, project);
        }
        if (good && with_draft && project.heads == Heads::one) good = check_drafts(project);
        return !print_diagnostics(project.sink, project.sources, console) && good;
    }

    static bool has_heads_alone(const DiagnosticSink& sink) {
        return std::all_of(sink.diagnostics().begin(), sink.diagnostics().end(), [](const Diagnostic& each) {
            return each.severity == Severity::warning || each.kind == DiagnosticKind::two_heads;
        });
    }

    static detail::Structure only_known(detail::Structure found, const detail::Structure& wanted) {
        std::erase_if(found.objects, [&](const detail::StructureObject& object) {
            return detail::find_object(wanted, object.type, object.name) == nullptr;
        });
        return found;
    }

    static std::vector<varve::detail::Fact> facts_of(const Project& project) {
        std::string standing = "at its chain's head";
        if (project.heads == Heads::any)
            standing = "compared with nothing: its chain has several heads";
        else if (const std::size_t count = project.changes.size(); count != 0)
            standing = fmt::format("{} change{} ahead of its chain: `varve diff` shows {}", count,
                                   count == 1 ? "" : "s", count == 1 ? "it" : "them");
        std::vector<varve::detail::Fact> facts = {{"schema", project.schema_file.string() + ", " + standing}};
        if (project.has_draft())
            facts.push_back({"draft", (project.chain_path / project.draft_directory()).string() +
                                          (project.heads == Heads::any
                                               ? ": freeze it on its own branch, or remove it, then merge"
                                               : ": `varve freeze` seals it")});
        return facts;
    }

    /// A draft was not proved: a grade that is none must not get into a ledger, and SQL that never ends must
    /// not get at a database.
    static bool check_drafts(Project& project) {
        bool good = true;
        for (std::size_t i = project.chain.frozen; i != project.chain.revisions.size(); ++i)
            good = check_directives(project.chain.revisions[i], project.sink) && good;
        return good && drafts_end(project.chain, all_requirements(project.chain, project.today.requirements),
                                  project.sources, project.sink);
    }

    static void leave_drafts(VerifiedChain& chain) {
        chain.revisions.resize(chain.frozen);
        chain.records.resize(chain.frozen);
    }

    struct {
        DiagnosticSink sink;
        SourceSet sources;
    } heads_;
    std::optional<BakedChain> baked_;
    bool has_draft_ = false;
    std::vector<std::string> paths_;
    std::vector<Schema> schemas_;
    std::vector<Unmanaged> unmanaged_;
    std::vector<varve::detail::Fact> facts_;
};

/// Whether the command that runs tells how things stand: that is asked most where the heads are several.
bool shows_graph(const CLI::App& app) {
    for (const char* command : {"heads", "branches", "history", "show", "status", "current"})
        if (app.got_subcommand(command)) return true;
    return false;
}

}  // namespace

void add_chain_commands(CLI::App& app, std::filesystem::path& schema, Console& console, int& code) {
    const auto chain = std::make_shared<SourceChain>();
    const std::vector<CLI::App*> before = app.get_subcommands({});
    const auto ask = [chain, &app, &schema, &console]() -> const Chain& {
        return chain->get(schema, console, shows_graph(app));
    };
    varve::detail::CommandHost host{ask, console.out, console.err, code,
                                    [chain] { return chain->why_empty(); }};
    host.path_of = [chain](std::size_t place) { return chain->path_of(place); };
    host.facts = [chain] { return chain->facts(); };
    host.afterwards = [chain, &console] { chain->tell_heads(console); };
    host.terminal = console.terminal;
    host.drift_words = [chain](const Connection& database, std::size_t place) {
        return chain->drift_words(database, place);
    };
    varve::detail::add_database_commands(app, host);
    for (CLI::App* command : app.get_subcommands({})) {
        if (std::find(before.begin(), before.end(), command) != before.end()) continue;
        command->add_option("--schema", schema, "the schema file (default: the one in schema/)")
            ->type_name("FILE");
        command->add_flag("--draft", chain->with_draft, "let the chain end in its draft");
    }
}

}  // namespace varve::compiler
