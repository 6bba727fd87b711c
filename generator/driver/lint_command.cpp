#include <ostream>

#include "generator/driver/project.hpp"
#include "generator/driver/tool_commands.hpp"
#include "generator/lint/lint.hpp"
#include "generator/syntax/comments.hpp"

namespace varve::compiler {
namespace {

/// Of the schema's own files; snapshots of revisions hold none that matter.
std::vector<SchemaComment> comments_in(const Project& project) {
    std::vector<SchemaComment> comments;
    const std::string chain = project.chain_path.string() + "/";
    for (std::uint32_t file = 0; file < project.sources.size(); ++file) {
        const std::string& path = project.sources[file].path();
        if (!path.ends_with(".varve") || path.starts_with(chain)) continue;
        for (const Token& comment : comments_of(project.sources, file))
            comments.push_back({comment.text, comment.span});
    }
    return comments;
}

}  // namespace

int lint_schema(const std::filesystem::path& schema, bool check, Console& console) {
    Project project;
    if (!load_project(schema, project)) {
        print_diagnostics(project.sink, project.sources, console);
        return exit_failed;
    }
    const std::vector<SchemaComment> comments = comments_in(project);
    const Schema* newest = project.chain.frozen == 0 ? nullptr : &project.newest_frozen();
    lint({project.written, newest, project.sources, comments}, project.sink);
    print_diagnostics(project.sink, project.sources, console);
    if (project.sink.diagnostics().empty()) console.out << "nothing to warn of\n";
    return check && !project.sink.diagnostics().empty() ? exit_drift : exit_done;
}

}  // namespace varve::compiler
