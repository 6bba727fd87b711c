#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <ostream>
#include <utility>
#include <vector>

#include "generator/driver/find_revision.hpp"
#include "generator/driver/project.hpp"
#include "generator/driver/revision_lint.hpp"
#include "generator/driver/tool_commands.hpp"
#include "generator/history/edges.hpp"
#include "generator/lint/lint.hpp"
#include "generator/sqlite/trigger_scans.hpp"
#include "generator/syntax/comments.hpp"

namespace varve::compiler {
namespace {

/// Of the schema's own files; snapshots of revisions hold none that matter.
std::vector<LintComment> comments_in(const Project& project) {
    std::vector<LintComment> comments;
    const std::string chain = project.chain_path.string() + "/";
    for (std::uint32_t file = 0; file < project.sources.size(); ++file) {
        const std::string& path = project.sources[file].path();
        if (!path.ends_with(".varve") || path.starts_with(chain)) continue;
        for (const Token& comment : comments_of(project.sources, file))
            comments.push_back({comment.text, comment.span});
    }
    return comments;
}

void lint_present(Project& project) {
    const std::vector<LintComment> comments = comments_in(project);
    const Schema* newest = project.chain.frozen == 0 ? nullptr : &project.newest_frozen();
    std::vector<TriggerScan> scans;
    for (auto& [trigger, table] : sqlite::trigger_scans(project.written))
        scans.push_back({std::move(trigger), std::move(table)});
    lint({project.written, newest, project.sources, comments, std::move(scans)}, project.sink);
}

/// Whether another way from the same parent is what runs now.
bool is_superseded(const std::vector<Edge>& edges, const Edge& edge) {
    return std::any_of(edges.begin(), edges.end(), [&](const Edge& other) {
        return other.from == edge.from && other.index > edge.index;
    });
}

void lint_step(Project& project, const Edge& edge) {
    const SourceOf revision(project.chain, edge);
    lint_up(schema_before(project.chain, edge), project.chain.revisions[edge.to].schema, project.sources,
            revision->file, project.sink);
}

/// One of the chain, the written draft included: every way into it that still runs.
void lint_at(Project& project, std::size_t index) {
    const std::vector<Edge> edges = edges_to(project.chain, index);
    for (const Edge& edge : edges)
        if (!is_superseded(edges, edge)) lint_step(project, edge);
}

/// A draft of another way into a revision, as the way that it is to be.
void lint_amendment(Project& project) {
    if (!project.amendment || project.amendment->kind != AmendmentRecord::Kind::supersede) return;
    const AmendmentRecord record = make_amendment(*project.amendment, project.chain, project.lock);
    put_into(project.chain, record, project.amendment->texts);
    for (std::size_t at = 0; at != project.chain.frozen; ++at)
        for (const Edge& edge : edges_to(project.chain, at))
            if (edge.way != nullptr && edge.way->digest == record.digest) lint_step(project, edge);
}

/// What `varve revision --autogenerate` would write.
void lint_planned(Project& project) {
    if (!project.is_ahead()) return;
    const PlannedRevision planned = plan_revision(project, "ephemeral", "");
    if (project.sink.has_errors()) return;
    const std::uint32_t file = project.sources.add("(ephemeral draft)/up.sql", planned.up_text);
    lint_up(project.newest(), project.today, project.sources, file, project.sink);
}

bool lint_named(Project& project, const std::vector<std::string>& names, Console& console) {
    for (const std::string& name : names) {
        const std::optional<std::size_t> at = find_revision(project, name, "lint", console);
        if (!at) return false;
        lint_at(project, *at);
    }
    return true;
}

/// The schema, the draft and what runs ahead of it; with `--all` every frozen revision, too.
void lint_whole(Project& project, bool all) {
    lint_present(project);
    for (std::size_t at = all ? 0 : project.chain.frozen; at != project.chain.revisions.size(); ++at)
        lint_at(project, at);
    lint_amendment(project);
    lint_planned(project);
}

}  // namespace

int lint_schema(const LintOptions& options, Console& console) {
    Project project;
    if (!load_project(options.schema, project)) {
        print_diagnostics(project.sink, project.sources, console);
        return exit_failed;
    }
    if (options.revisions.empty())
        lint_whole(project, options.all);
    else if (!lint_named(project, options.revisions, console))
        return exit_failed;
    if (print_diagnostics(project.sink, project.sources, console)) return exit_failed;
    if (project.sink.diagnostics().empty()) console.out << "nothing to warn of\n";
    return options.check && !project.sink.diagnostics().empty() ? exit_drift : exit_done;
}

}  // namespace varve::compiler
