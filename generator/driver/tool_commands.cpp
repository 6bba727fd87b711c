#include "generator/driver/tool_commands.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <exception>
#include <memory>
#include <sstream>

#include "generator/driver/json_report.hpp"
#include "generator/driver/project.hpp"

namespace varve::compiler {
namespace {

/// The options of these commands, kept as long as their callbacks are.
struct Options {
    FormatOptions format;
    LintOptions lint;
    std::vector<std::string> ids;
    bool list = false;
};

void add_format(CLI::App& app, const std::shared_ptr<Options>& o, bool& json, Console& console, int& code) {
    CLI::App* command = app.add_subcommand("fmt", "Write schema files in their canonical form");
    command->callback([o, &json, &console, &code] {
        code = answer(json, "fmt", console, [&](Console& to) { return format_files(o->format, to); });
    });
    command
        ->add_option("file", o->format.files, "schema files (default: the one in schema/ and its includes)")
        ->type_name("FILE");
    command->add_option("--schema", o->format.files, "the same, as for every command")->type_name("FILE");
    command->add_flag("--check", o->format.check, "write nothing; exit 3 when a file differs");
    command->add_flag("--stdin", o->format.standard_input, "from the standard input to the output");
    add_json_option(command, json);
}

void add_lint(CLI::App& app, const std::shared_ptr<Options>& o, std::filesystem::path& schema, bool& json,
              Console& console, int& code) {
    CLI::App* command = app.add_subcommand("lint", "Warn of what compiles and is probably not meant");
    command->callback([o, &schema, &json, &console, &code] {
        code = answer(json, "lint", console, [&](Console& to) {
            o->lint.schema = find_schema(schema);
            return lint_schema(o->lint, to);
        });
    });
    command
        ->add_option("revision", o->lint.revisions,
                     "revisions, by name, number or id (default: the schema and its draft)")
        ->type_name("REVISION");
    command->add_flag("--all", o->lint.all, "every frozen revision, too");
    command->add_option("--schema", schema, "the schema file (default: the one in schema/)")
        ->type_name("FILE");
    command->add_flag("--check", o->lint.check, "exit 3 when something is warned of");
    add_json_option(command, json);
}

void add_explain(CLI::App& app, const std::shared_ptr<Options>& o, bool& json, Console& console, int& code) {
    CLI::App* command =
        app.add_subcommand("explain", "Explain a diagnostic: what is so, an example, the way out");
    command->callback([o, &json, &console, &code] {
        code =
            answer(json, "explain", console, [&](Console& to) { return explain_kinds(o->ids, o->list, to); });
    });
    command->add_option("id", o->ids, "ids of diagnostics, as `V0103`")->type_name("ID");
    command->add_flag("--list", o->list, "name every one");
    add_json_option(command, json);
}

}  // namespace

void add_json_option(CLI::App* command, bool& json) {
    command->add_flag("--json", json, "say it as one JSON document");
}

int answer(bool json, const char* command, Console& console, const std::function<int(Console&)>& run) {
    if (!json) return run(console);
    JsonReport report;
    std::ostringstream output;
    std::ostringstream messages;
    Console inner{output, messages, &report};
    int code = exit_failed;
    try {
        code = run(inner);
    } catch (const std::exception& error) {
        messages << fmt::format("error: {}\n", error.what());
    }
    console.out << report.document(command, code, output.str(), messages.str());
    return code;
}

void add_tool_commands(CLI::App& app, std::filesystem::path& schema, bool& json, Console& console,
                       int& code) {
    const auto options = std::make_shared<Options>();
    add_format(app, options, json, console, code);
    add_lint(app, options, schema, json, console, code);
    add_explain(app, options, json, console, code);
}

}  // namespace varve::compiler
