#include "generator/driver/help_tree.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/workspace.hpp"

using varve::tests::Outcome;
using varve::tests::Workspace;

namespace varve::compiler {
namespace {

HelpTree small() {
    HelpTree tree;
    tree.program = {
        "varve", "varve: it's small. It has one command.", {{"help", "h", "", "Print this", false}}};
    HelpCommand command{"fold", "Fold a [file]: its 'edges' first", {}};
    command.options.push_back({"", "", "file", "the file", true});
    command.options.push_back({"output", "o", "FILE", "where to write it", false});
    command.options.push_back({"times", "", "N", ".5 is no count; a back\\slash", false});
    command.options.push_back({"dry-run", "", "", "only say it", false});
    tree.commands.push_back(command);
    return tree;
}

TEST_CASE("a manual page", "[driver]") {
    const std::string page = manual_page(small(), "1.2-3");
    const std::string expected =
        ".TH VARVE 1 \"\" \"varve 1.2\\-3\" \"User Commands\"\n"
        ".SH NAME\nvarve \\- a schema compiler for C++20\n"
        ".SH SYNOPSIS\n.B varve\n\\fIcommand\\fR [\\fIoption\\fR ...]\n"
        ".SH DESCRIPTION\nit's small. It has one command.\n"
        ".SH OPTIONS\n.TP\n\\fB\\-h\\fR, \\fB\\-\\-help\\fR\nPrint this\n"
        ".SH COMMANDS\n.SS \"varve fold\"\nFold a [file]: its 'edges' first\n"
        ".TP\n\\fIfile\\fR\nthe file\n"
        ".TP\n\\fB\\-o\\fR, \\fB\\-\\-output\\fR \\fIFILE\\fR\nwhere to write it\n"
        ".TP\n\\fB\\-\\-times\\fR \\fIN\\fR\n\\&.5 is no count; a back\\eslash\n"
        ".TP\n\\fB\\-\\-dry\\-run\\fR\nonly say it\n"
        ".SH EXIT STATUS\n";
    CHECK(page.substr(0, expected.size()) == expected);
}

TEST_CASE("completions of bash: words, and none where a value is to come", "[driver]") {
    const std::string text = bash_completion(small());
    CHECK(text.find("        '') words='-h --help fold' ;;\n"
                    "        fold)\n"
                    "            case $before in -o | --output | --times) return ;; esac\n"
                    "            words='-o --output --times --dry-run' ;;\n") != std::string::npos);
}

TEST_CASE("completions of zsh quote what means something to it", "[driver]") {
    const std::string text = zsh_completion(small());
    CHECK(text.find("    'fold:Fold a [file]: its '\\''edges'\\'' first'\n") != std::string::npos);
    CHECK(text.find("      _arguments \\\n"
                    "        ':file:_files' \\\n"
                    "        {-o,--output}'[where to write it]:FILE:_files' \\\n"
                    "        '--times[.5 is no count; a back\\\\slash]:N:' \\\n"
                    "        '--dry-run[only say it]' ;;\n") != std::string::npos);
}

TEST_CASE("completions of fish", "[driver]") {
    CHECK(fish_completion(small()) ==
          "# fish completion for varve\n"
          "complete -c varve -n __fish_use_subcommand -s h -l help -d 'Print this'\n"
          "complete -c varve -f -n __fish_use_subcommand -a fold -d 'Fold a [file]: its \\'edges\\' first'\n"
          "complete -c varve -n '__fish_seen_subcommand_from fold' -s o -l output -r -F -d 'where to write "
          "it'\n"
          "complete -c varve -n '__fish_seen_subcommand_from fold' -l times -x -d '.5 is no count; a "
          "back\\\\slash'\n"
          "complete -c varve -n '__fish_seen_subcommand_from fold' -l dry-run -d 'only say it'\n");
}

TEST_CASE("varve speaks of all its commands", "[driver]") {
    const Workspace work;
    const Outcome page = work.varve({"man"});
    CHECK(page.code == 0);
    for (const char* command : {"generate", "revision", "freeze", "verify", "upgrade", "completion", "man"})
        CHECK(page.out.find(std::string(".SS \"varve ") + command + "\"\n") != std::string::npos);
    CHECK(page.out.find("\\fB\\-\\-base\\fR \\fIREF\\fR") != std::string::npos);
    for (const char* shell : {"bash", "zsh", "fish"}) {
        const Outcome completion = work.varve({"completion", shell});
        CHECK(completion.code == 0);
        CHECK(completion.out.find("frozen") != std::string::npos);
    }
    const Outcome other = work.varve({"completion", "tcsh"});
    CHECK(other.code == 2);
    CHECK(other.out == "");
}

}  // namespace
}  // namespace varve::compiler
