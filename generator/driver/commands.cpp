#include "generator/driver/commands.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <exception>
#include <functional>
#include <ostream>

#include "generator/driver/database_commands.hpp"
#include "generator/driver/help_commands.hpp"
#include "generator/driver/project.hpp"
#include "generator/driver/tool_commands.hpp"
#include "runtime/command_line/usage.hpp"

namespace varve::compiler {
namespace {

/// The options of all commands, filled by the parser before a command's callback runs.
struct Arguments {
    std::filesystem::path schema;
    GenerateOptions generate;
    RevisionOptions revision;
    FreezeOptions freeze;
    MergeOptions merge;
    RebaseOptions rebase;
    AmendOptions amend;
    VerifyOptions verify;
    ImportOptions import;
    IntrospectOptions introspect;
    std::string init_name = "app";
    std::string edited;
    DiffOptions diff;
    bool json = false;
};

CLI::App* add(CLI::App& app, const char* name, const char* summary, std::function<void()> run) {
    CLI::App* command = app.add_subcommand(name, summary);
    command->callback(std::move(run));
    return command;
}

void add_schema_option(CLI::App* command, Arguments& arguments) {
    command->add_option("--schema", arguments.schema, "the schema file (default: the one in schema/)")
        ->type_name("FILE");
}

void add_proof_cache_option(CLI::App* command, std::filesystem::path& directory) {
    command
        ->add_option("--proof-cache", directory,
                     "remember here what was proved, and do not prove it again (default: prove all)")
        ->type_name("DIR");
}

void add_generate(CLI::App& app, Arguments& arguments, Console& console, int& code) {
    GenerateOptions& o = arguments.generate;
    CLI::App* command =
        add(app, "generate", "Compile the schema and its chain to C++ (what varve_add_schema runs)", [&] {
            code = answer(arguments.json, "generate", console, [&](Console& to) {
                o.schema = find_schema(arguments.schema);
                return generate(o, to);
            });
        });
    add_json_option(command, arguments.json);
    add_schema_option(command, arguments);
    command->add_option("--output", o.output, "include root to write below")->required()->type_name("DIR");
    command->add_option("--target", o.target, "name of the CMake target")->required();
    command->add_option("--header", o.header, "header as users include it (default: <target>/schema.hpp)");
    command->add_option("--namespace", o.cpp_namespace, "C++ namespace (default: the schema's)");
    CLI::Option* depfile =
        command->add_option("--depfile", o.depfile, "write what was read, for Ninja")->type_name("FILE");
    command->add_option("--depfile-target", o.depfile_target, "the output that the depfile speaks of")
        ->needs(depfile);
    add_proof_cache_option(command, o.proof_cache);
    command->add_flag("--always-write", o.always_write, "write outputs that did not change, too");
    command->add_flag("--frozen", o.frozen, "refuse drafts and a schema that is ahead of its chain");
    command->add_flag("--flat", o.flat, "write all files directly into the output directory");
    command->add_flag("--check", o.check, "compare with what is there; exit 3 when it differs");
}

void add_write_commands(CLI::App& app, Arguments& arguments, Console& console, int& code) {
    add(app, "init", "Write a first schema file and say what to do next", [&] {
        code = init(arguments.init_name, console);
    })->add_option("name", arguments.init_name, "name of the schema");

    RevisionOptions& o = arguments.revision;
    CLI::App* revise = add(app, "revision", "Write a draft of the next revision into the chain", [&] {
        o.schema = find_schema(arguments.schema);
        code = revision(o, console);
    });
    add_schema_option(revise, arguments);
    CLI::Option* message =
        revise->add_option("-m,--message", o.message, "what it does; its name is made of it");
    CLI::Option* autogenerate = revise->add_flag(
        "--autogenerate", o.autogenerate, "fill it with the plan from the newest revision to the schema");
    revise
        ->add_flag("--amend", o.amend,
                   "append to the draft what the schema says beyond it; it keeps its message")
        ->excludes(message);
    revise
        ->add_option("--db", o.database,
                     "a database that may hold already what the revision makes; it is only read")
        ->type_name("FILE")
        ->needs(autogenerate);

    CLI::App* edit = add(app, "edit", "Open the draft's SQL in $VISUAL or $EDITOR", [&] {
        code = edit_draft(find_schema(arguments.schema), arguments.edited, console);
    });
    add_schema_option(edit, arguments);
    edit->add_option("revision", arguments.edited,
                     "a name or an id (default: the draft); a frozen one is refused");

    CLI::App* seal =
        add(app, "freeze",
            "Seal the draft: number it, record it in the lock, take its hints out of the schema", [&] {
                arguments.freeze.schema = find_schema(arguments.schema);
                code = freeze(arguments.freeze, console);
            });
    add_schema_option(seal, arguments);
    add_proof_cache_option(seal, arguments.freeze.proof_cache);
}

void add_amend(CLI::App& app, const char* name, const char* summary,
               int (*run)(const AmendOptions&, Console&), Arguments& arguments, Console& console, int& code) {
    AmendOptions& o = arguments.amend;
    CLI::App* command = add(app, name, summary, [&o, run, &arguments, &console, &code] {
        o.schema = find_schema(arguments.schema);
        code = run(o, console);
    });
    add_schema_option(command, arguments);
    command->add_option("revision", o.revision, "a frozen revision, by name, number or id")->required();
    command->add_option("-m,--message", o.message, "what it mends; the draft's name is made of it");
    command->add_option("--from", o.from, "of a merge: the parent whose crossing is meant")->type_name("ID");
}

void add_merge(CLI::App& app, Arguments& arguments, Console& console, int& code) {
    MergeOptions& o = arguments.merge;
    CLI::App* command =
        add(app, "merge",
            "Write a draft that brings all heads of the chain together, with a crossing from each", [&] {
                o.schema = find_schema(arguments.schema);
                code = merge(o, console);
            });
    add_schema_option(command, arguments);
    command->add_option("-m,--message", o.message, "what it does (default: it names the heads)");
    command->add_option("--name", o.name, "the revision's name (default: made of the message)");
}

void add_rebase(CLI::App& app, Arguments& arguments, Console& console, int& code) {
    RebaseOptions& o = arguments.rebase;
    CLI::App* command =
        add(app, "rebase", "Freeze anew, behind a git ref's revisions, those that it does not hold", [&] {
            o.schema = find_schema(arguments.schema);
            code = rebase(o, console);
        });
    add_schema_option(command, arguments);
    add_proof_cache_option(command, o.proof_cache);
    command
        ->add_option("--base", o.bases,
                     "a git ref: behind its revisions; may be repeated, for refs whose revisions stay too")
        ->required()
        ->type_name("REF")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void add_import(CLI::App& app, Arguments& arguments, Console& console, int& code) {
    ImportOptions& o = arguments.import;
    CLI::App* command =
        add(app, "import", "Turn another tool's folder of migrations into a frozen chain", [&] {
            o.schema = arguments.schema;
            code = import_chain(o, console);
        });
    command->add_option("folder", o.folder, "the folder of the SQL files")->required()->type_name("DIR");
    command
        ->add_option("--schema", arguments.schema, "the schema file to write (default: schema/<name>.varve)")
        ->type_name("FILE");
    command->add_option("--name", o.name, "name of the schema (default: that of the schema file)");
    command
        ->add_option("--from", o.from,
                     "the table in which the old tool keeps its place (default: that of the folder's layout)")
        ->type_name("TABLE");
}

void add_introspect(CLI::App& app, Arguments& arguments, Console& console, int& code) {
    IntrospectOptions& o = arguments.introspect;
    CLI::App* command = add(app, "introspect", "Write the schema file of an existing database",
                            [&] { code = introspect_database(o, console); });
    command->add_option("database", o.database, "the database file; it is only read")
        ->required()
        ->type_name("FILE");
    command->add_option("--output", o.output, "the schema file to write (default: print it)")
        ->type_name("FILE");
    command->add_option("--name", o.name, "name of the schema (default: that of the database file)");
    command->add_flag("--force", o.force, "write over a file that is there already");
}

void add_asking_commands(CLI::App& app, Arguments& arguments, Console& console, int& code) {
    CLI::App* difference =
        add(app, "diff", "Show how the schema differs from its chain's newest revision", [&] {
            code = answer(arguments.json, "diff", console, [&](Console& to) {
                arguments.diff.schema = find_schema(arguments.schema);
                return diff_schema(arguments.diff, to);
            });
        });
    add_schema_option(difference, arguments);
    add_json_option(difference, arguments.json);
    CLI::Option* check = difference->add_flag("--check", arguments.diff.check,
                                              "exit 3 when the schema is ahead or a draft is not frozen");
    difference
        ->add_flag("--explain", arguments.diff.explain,
                   "say how the next revision changes each table, why that way, and what it costs")
        ->excludes(check);
    difference
        ->add_option("--db", arguments.diff.database,
                     "compare this database with the schema instead; it is only read, exit 3 when it differs")
        ->type_name("FILE")
        ->excludes(check);

    CLI::App* prove =
        add(app, "verify", "Compare the chain with its lock and prove every revision by replay", [&] {
            code = answer(arguments.json, "verify", console, [&](Console& to) {
                arguments.verify.schema = find_schema(arguments.schema);
                return verify_chain(arguments.verify, to);
            });
        });
    add_schema_option(prove, arguments);
    add_json_option(prove, arguments.json);
    add_proof_cache_option(prove, arguments.verify.proof_cache);
    prove
        ->add_option("--base", arguments.verify.bases,
                     "a git ref whose lock today's must contain, unchanged; may be repeated")
        ->type_name("REF")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

}  // namespace

int run(int argc, const char* const* argv, Console& console) {
    CLI::App app(
        "varve: a schema compiler for C++20. One schema file becomes typed accessors and a frozen chain of "
        "migrations.",
        "varve");
    app.set_version_flag("--version", "varve " VARVE_VERSION);
    app.require_subcommand(1);
    Arguments arguments;
    int code = exit_done;
    add_generate(app, arguments, console, code);
    add_write_commands(app, arguments, console, code);
    add_merge(app, arguments, console, code);
    add_rebase(app, arguments, console, code);
    add_amend(app, "supersede", "Write a draft of another way into a frozen revision, for who has not run it",
              supersede, arguments, console, code);
    add_amend(app, "redown", "Write a draft of another way back from a frozen revision", redown, arguments,
              console, code);
    add_import(app, arguments, console, code);
    add_introspect(app, arguments, console, code);
    add_asking_commands(app, arguments, console, code);
    add_tool_commands(app, arguments.schema, arguments.json, console, code);
    add_chain_commands(app, arguments.schema, console, code);
    add_help_commands(app, console, code);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return varve::detail::report_usage(app, error, console.out, console.err);
    } catch (const std::exception& error) {
        console.err << fmt::format("error: {}\n", error.what());
        return exit_failed;
    }
    if (!console.out.flush()) {
        console.err << "error: cannot write the answer: standard output is closed or full\n";
        return exit_failed;
    }
    return code;
}

}  // namespace varve::compiler
