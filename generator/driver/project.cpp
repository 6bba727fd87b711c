#include "generator/driver/project.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <optional>

#include "generator/check/compile.hpp"
#include "generator/driver/chain_directory.hpp"
#include "generator/driver/files.hpp"
#include "generator/driver/schema_files.hpp"
#include "generator/history/heeded_hints.hpp"
#include "generator/history/plan.hpp"
#include "generator/history/verify_revision.hpp"
#include "generator/sqlite/prepare.hpp"
#include "runtime/src/normal_forms.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {
namespace fs = std::filesystem;
namespace {

const Schema& empty_schema() {
    static const Schema empty;
    return empty;
}

Schema against_newest(const Project& project, Schema today) {
    if (!project.has_draft()) return inherit_names(std::move(today), project.newest());
    std::string up;
    for (std::size_t i = project.chain.frozen; i != project.chain.revisions.size(); ++i) {
        up += project.chain.revisions[i].up + '\n';
        for (const WaySource& way : project.chain.revisions[i].ways)
            up += way.up + '\n';
    }
    return against_draft(std::move(today), project.newest_frozen(), project.newest(), up);
}

/// Hints speak to the newest frozen revision; against a draft they are spent without being stale.
Changes changes_since_newest(Project& project) {
    if (!project.has_draft()) return diff(project.newest(), project.today, project.sink);
    DiagnosticSink quiet;
    Changes changes = diff(project.newest(), project.today, quiet);
    for (const Diagnostic& diagnostic : quiet.diagnostics()) {
        if (diagnostic.severity == Severity::error) project.sink.report(diagnostic);
    }
    return changes;
}

/// A freeze that was killed between lock and clean-up leaves the draft behind.
void report_left_over_draft(Project& project) {
    if (!project.has_draft() || project.chain.frozen == 0) return;
    const RevisionSource& draft = project.chain.revisions.back();
    const RevisionSource& frozen = project.chain.revisions[project.chain.frozen - 1];
    if (draft.name != frozen.name || draft.up != frozen.up || draft.schema_text != frozen.schema_text) return;
    project.sink.error(DiagnosticKind::draft_already_frozen, {draft.file, 0, 0},
                       fmt::format("draft `{}` is frozen already as `{}`: a freeze was interrupted",
                                   draft.directory, frozen.directory),
                       {}, fmt::format("remove {}", (project.chain_path / draft.directory).string()));
}

/// A chain about which nothing had to be told is known to the next run.
void read_chain(Project& project, ProofCache& cache) {
    // Most of a snapshot stands in the one before it.
    varve::detail::NormalForms forms;
    const varve::detail::NormalForms::Use use(forms);
    const std::size_t told = project.sink.diagnostics().size();
    KnownRevisions known(cache, project.chain_path);
    ChainDirectory directory = read_chain_directory(project.chain_path, known, project.sources, project.sink);
    project.inputs.insert(project.inputs.end(), directory.inputs.begin(), directory.inputs.end());
    if (project.sink.has_errors()) return;
    project.lock = directory.lock;
    project.chain = verify(project.lock, std::move(directory.revisions), directory.lock_span, project.sink,
                           project.heads);
    project.chain.import = std::move(directory.import);
    project.amendment = amend(project.chain, project.lock, std::move(directory.amendments),
                              directory.lock_span, project.sink);
    if (project.sink.diagnostics().size() == told) known.keep(directory.contents);
}

/// Only a SQLite as new as the floor can judge a schema that counts on it.
bool fits_linked_sqlite(const Schema& schema, DiagnosticSink& sink) {
    if (schema.sqlite_floor <= sqlite3_libversion_number()) return true;
    sink.error(DiagnosticKind::floor_above_linked, {0, 0, 0},
               fmt::format("the schema's floor is newer than SQLite {}, which this varve is linked with",
                           sqlite3_libversion()),
               {}, "lower `target sqlite >= …`, or build varve with a newer SQLite");
    return false;
}

/// What the plan's up declares lost: "users.phone", "posts".
std::string declared_losses(const std::string& up) {
    std::string losses;
    for (const detail::Step& step : detail::split_steps(up)) {
        constexpr std::string_view lose = "lose ";
        if (!step.directive || !step.text.starts_with(lose)) continue;
        losses += losses.empty() ? "`" : ", `";
        losses.append(step.text.substr(lose.size())).push_back('`');
    }
    return losses;
}

/// A Debug program runs the ephemeral draft unasked, so the build says what that costs.
void warn_of_losses(Project& project, const PlannedRevision& draft) {
    const Span schema{0, 0, 0};
    const std::string losses = declared_losses(draft.source.up);
    if (!losses.empty())
        project.sink.warning(
            DiagnosticKind::ephemeral_draft_loses, schema,
            fmt::format("a Debug program of this build takes {} out of the database that it opens", losses),
            {}, "put back what was left out by mistake before the program runs");
    if (!draft.no_way_back.empty())
        project.sink.warning(
            DiagnosticKind::ephemeral_draft_loses, schema,
            "a database that has run this build's ephemeral draft has no way back to the frozen chain:\n" +
                draft.no_way_back,
            {},
            "try it on a copy, or write the draft with `varve revision --autogenerate` and give it a down");
}

}  // namespace

std::string Project::draft_directory() const {
    if (amendment) return amendment->texts.directory;
    return has_draft() ? chain.revisions.back().directory : "";
}

const Schema& Project::newest() const {
    return chain.revisions.empty() ? empty_schema() : chain.revisions.back().schema;
}

const Schema& Project::newest_frozen() const {
    return chain.frozen == 0 ? empty_schema() : chain.revisions[chain.frozen - 1].schema;
}

fs::path find_schema(const fs::path& given) {
    if (!given.empty()) return given;
    std::vector<fs::path> found;
    for (const std::string& name : list_directory("schema")) {
        if (name.ends_with(".varve")) found.push_back(fs::path("schema") / name);
    }
    if (found.size() == 1) return found.front();
    if (found.empty())
        throw FileError(
            "no schema found in schema/*.varve; name one with --schema, or make one with `varve init`");
    std::string names;
    for (const fs::path& path : found)
        names += "\n  " + path.string();
    throw FileError("several schemas in schema/; name one with --schema:" + names);
}

void read_snapshots(Project& project, std::size_t first) {
    varve::detail::NormalForms forms;
    const varve::detail::NormalForms::Use use(forms);
    for (std::size_t i = first; i < project.chain.frozen; ++i) {
        RevisionSource& revision = project.chain.revisions[i];
        if (revision.schema_file) continue;
        revision.known = false;
        read_snapshot(project.chain_path, revision, project.sources, project.sink);
        if (project.sink.has_errors()) return;
        verify_revision(project.chain.records[i], revision, project.sink);
    }
}

bool load_project(const fs::path& schema_file, Project& project) {
    ProofCache none{fs::path()};
    return load_project(schema_file, none, project);
}

std::optional<Schema> read_today(const fs::path& schema_file, Project& project) {
    project.schema_file = schema_file;
    const SchemaFiles files = read_schema_files(schema_file, project.sources, project.sink, project.inputs);
    std::optional<Schema> today = compile(project.sources, files, project.sink);
    if (!today || !fits_linked_sqlite(*today, project.sink) ||
        !sqlite::prepare(*today, project.sources, project.sink))
        return std::nullopt;
    project.chain_path = schema_file.parent_path() / today->chain_path;
    return today;
}

bool load_project(const fs::path& schema_file, ProofCache& cache, Project& project) {
    std::optional<Schema> today = read_today(schema_file, project);
    if (!today) return false;
    read_chain(project, cache);
    if (!project.sink.has_errors()) report_left_over_draft(project);
    if (project.sink.has_errors()) return false;
    if (project.heads == Heads::any) {
        project.today = std::move(*today);
        return true;
    }

    project.written = inherit_names(*today, project.newest_frozen());
    project.today = against_newest(project, std::move(*today));
    project.changes = changes_since_newest(project);
    return !project.sink.has_errors();
}

PlannedRevision plan_revision(Project& project, const std::string& name, const std::string& message) {
    const Plan planned = plan(project.newest(), project.today, project.changes, project.sink);
    PlannedRevision revision;
    revision.up_text = planned.up;
    revision.down_text = planned.down;
    revision.no_way_back = planned.no_way_back;
    RevisionSource& source = revision.source;
    source.name = name;
    source.message = message;
    if (project.sink.has_errors()) return revision;
    source.up = detail::normalise_sql(planned.up);
    source.down = detail::normalise_sql(planned.down);
    SourceSet lowered;
    const std::uint32_t file = lowered.add("schema.varve", lower(project.today));
    source.schema_text = normalise_schema_text(lowered, file, project.sink);
    source.schema = project.today;
    return revision;
}

void append_ephemeral_draft(Project& project) {
    if (!project.is_ahead()) return;
    PlannedRevision planned =
        plan_revision(project, "ephemeral", "made by a build for a schema that is ahead of its chain");
    planned.source.directory = ephemeral_directory;
    planned.source.file = project.sources.add("(ephemeral draft)/up.sql", planned.up_text);
    std::vector<std::string> parents;
    if (!project.chain.records.empty()) parents.push_back(project.chain.records.back().digest);
    if (project.sink.has_errors()) return;
    warn_of_losses(project, planned);
    project.chain.records.push_back(make_record(planned.source, parents));
    project.chain.revisions.push_back(std::move(planned.source));
}

}  // namespace varve::compiler
