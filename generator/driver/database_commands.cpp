#include "generator/driver/database_commands.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <optional>
#include <ostream>

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
        if (!with_draft) leave_drafts(project.chain);
        baked_.emplace(project.today.name, project.chain);
        return baked_->chain();
    }

    bool with_draft = false;

private:
    static void leave_drafts(VerifiedChain& chain) {
        chain.revisions.resize(chain.frozen);
        chain.records.resize(chain.frozen);
    }

    std::optional<BakedChain> baked_;
};

}  // namespace

void add_chain_commands(CLI::App& app, std::filesystem::path& schema, Console& console, int& code) {
    const auto chain = std::make_shared<SourceChain>();
    const std::vector<CLI::App*> before = app.get_subcommands({});
    const auto ask = [chain, &schema, &console]() -> const Chain& { return chain->get(schema, console); };
    varve::detail::add_database_commands(app, {ask, console.out, console.err, code});
    for (CLI::App* command : app.get_subcommands({})) {
        if (std::find(before.begin(), before.end(), command) != before.end()) continue;
        command->add_option("--schema", schema, "the schema file (default: the one in schema/)")
            ->type_name("FILE");
        command->add_flag("--draft", chain->with_draft, "let the chain end in its draft");
    }
}

}  // namespace varve::compiler
