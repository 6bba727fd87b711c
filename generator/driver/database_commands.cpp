#include "generator/driver/database_commands.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <optional>
#include <ostream>
#include <string>

#include "generator/driver/project.hpp"
#include "generator/history/baked.hpp"
#include "runtime/command_line/command_error.hpp"
#include "runtime/command_line/commands.hpp"

namespace varve::compiler {
namespace {

/// The chain of the source tree, read when the first command asks for it.
class SourceChain {
public:
    const Chain& get(const std::filesystem::path& schema, Console& console) {
        if (baked_) return baked_->chain();
        Project project;
        const bool good = load_project(find_schema(schema), project);
        if (print_diagnostics(project.sink, project.sources, console) || !good)
            throw varve::detail::CommandError(exit_failed,
                                              "the chain cannot be used; nothing was done to the database");
        has_draft_ = project.has_draft();
        if (!with_draft) leave_drafts(project.chain);
        baked_.emplace(project.today.name, project.chain, with_draft, project.today.unmanaged);
        return baked_->chain();
    }

    /// Of a chain that get() found without revisions.
    std::string why_empty() const {
        if (has_draft_)
            return "the chain has no frozen revision yet: `varve freeze` seals the draft, `--draft` runs it";
        return "the chain has no revision yet: `varve revision --autogenerate -m \"…\"` writes one";
    }

    bool with_draft = false;

private:
    static void leave_drafts(VerifiedChain& chain) {
        chain.revisions.resize(chain.frozen);
        chain.records.resize(chain.frozen);
    }

    std::optional<BakedChain> baked_;
    bool has_draft_ = false;
};

}  // namespace

void add_chain_commands(CLI::App& app, std::filesystem::path& schema, Console& console, int& code) {
    const auto chain = std::make_shared<SourceChain>();
    const std::vector<CLI::App*> before = app.get_subcommands({});
    const auto ask = [chain, &schema, &console]() -> const Chain& { return chain->get(schema, console); };
    varve::detail::add_database_commands(
        app, {ask, console.out, console.err, code, [chain] { return chain->why_empty(); }});
    for (CLI::App* command : app.get_subcommands({})) {
        if (std::find(before.begin(), before.end(), command) != before.end()) continue;
        command->add_option("--schema", schema, "the schema file (default: the one in schema/)")
            ->type_name("FILE");
        command->add_flag("--draft", chain->with_draft, "let the chain end in its draft");
    }
}

}  // namespace varve::compiler
