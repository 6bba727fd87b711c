#include <fmt/format.h>
#include <fmt/ranges.h>

#include "generator/driver/help_tree.hpp"

namespace varve::compiler {
namespace {

/// Text within single quotes of a shell; `also` are characters that mean something to what reads it then.
std::string quoted(std::string_view text, std::string_view quote_as, std::string_view also = "") {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'') {
            out += quote_as;
            continue;
        }
        if (also.find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out + "'";
}

std::string in_sh(std::string_view text, std::string_view also = "") {
    return quoted(text, "'\\''", also);
}

std::vector<std::string> words_of(const HelpCommand& command, bool with_value_only) {
    std::vector<std::string> words;
    for (const HelpOption& option : command.options) {
        if (option.positional || (with_value_only && option.value.empty())) continue;
        if (!option.short_name.empty()) words.push_back("-" + option.short_name);
        if (!option.long_name.empty()) words.push_back("--" + option.long_name);
    }
    return words;
}

std::string zsh_option(const HelpOption& option) {
    const std::string value =
        option.value.empty() ? "" : fmt::format(":{}:{}", option.value, option.takes_path() ? "_files" : "");
    if (option.positional) return in_sh(":" + option.value + ":_files");
    const std::string summary = in_sh(option.summary, "[]:\\");
    const std::string told = fmt::format("[{}]{}", summary.substr(1, summary.size() - 2), value);
    if (option.short_name.empty()) return fmt::format("'--{}{}'", option.long_name, told);
    if (option.long_name.empty()) return fmt::format("'-{}{}'", option.short_name, told);
    return fmt::format("{{-{},--{}}}'{}'", option.short_name, option.long_name, told);
}

std::string fish_option(const std::string& command, const HelpOption& option) {
    std::string line = "complete -c varve -n ";
    line +=
        command.empty() ? "__fish_use_subcommand" : fmt::format("'__fish_seen_subcommand_from {}'", command);
    if (!option.short_name.empty()) line += " -s " + option.short_name;
    if (!option.long_name.empty()) line += " -l " + option.long_name;
    if (!option.value.empty()) line += option.takes_path() ? " -r -F" : " -x";
    return line + " -d " + quoted(option.summary, "\\'", "\\") + "\n";
}

}  // namespace

std::string bash_completion(const HelpTree& tree) {
    std::vector<std::string> first = words_of(tree.program, false);
    std::string cases;
    for (const HelpCommand& command : tree.commands) {
        first.push_back(command.name);
        const std::vector<std::string> valued = words_of(command, true);
        cases += fmt::format("        {})\n", command.name);
        if (!valued.empty())
            cases +=
                fmt::format("            case $before in {}) return ;; esac\n", fmt::join(valued, " | "));
        cases += fmt::format("            words='{}' ;;\n", fmt::join(words_of(command, false), " "));
    }
    return fmt::format(
        "# bash completion for varve; where it offers nothing, names of files are offered.\n"
        "_varve() {{\n"
        "    local at=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD - 1]}} command= words= i\n"
        "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
        "        case ${{COMP_WORDS[i]}} in -*) ;; *) command=${{COMP_WORDS[i]}}; break ;; esac\n"
        "    done\n"
        "    COMPREPLY=()\n"
        "    case $command in\n"
        "        '') words='{}' ;;\n"
        "{}"
        "    esac\n"
        "    if [[ -z $command || $at == -* ]]; then\n"
        "        mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$at\")\n"
        "    fi\n"
        "}}\n"
        "complete -o default -F _varve varve\n",
        fmt::join(first, " "), cases);
}

std::string zsh_completion(const HelpTree& tree) {
    std::string commands;
    std::string cases;
    for (const HelpCommand& command : tree.commands) {
        commands += fmt::format("    {}\n", in_sh(command.name + ":" + command.summary));
        cases += fmt::format("    {})\n      _arguments", command.name);
        for (const HelpOption& option : command.options)
            cases += " \\\n        " + zsh_option(option);
        cases += " ;;\n";
    }
    std::string program;
    for (const HelpOption& option : tree.program.options)
        program += " \\\n      " + zsh_option(option);
    return fmt::format(
        "#compdef varve\n"
        "_varve() {{\n"
        "  local -a commands\n"
        "  commands=(\n{}  )\n"
        "  if (( CURRENT == 2 )); then\n"
        "    _describe command commands\n"
        "    _arguments{}\n"
        "    return\n"
        "  fi\n"
        "  shift words\n"
        "  (( CURRENT-- ))\n"
        "  case $words[1] in\n"
        "{}"
        "  esac\n"
        "}}\n"
        "_varve \"$@\"\n",
        commands, program, cases);
}

std::string fish_completion(const HelpTree& tree) {
    std::string out = "# fish completion for varve\n";
    for (const HelpOption& option : tree.program.options)
        out += fish_option("", option);
    for (const HelpCommand& command : tree.commands) {
        out += fmt::format("complete -c varve -f -n __fish_use_subcommand -a {} -d {}\n", command.name,
                           quoted(command.summary, "\\'", "\\"));
        for (const HelpOption& option : command.options)
            if (!option.positional) out += fish_option(command.name, option);
    }
    return out;
}

}  // namespace varve::compiler
